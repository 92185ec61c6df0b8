package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.contract.identity.Role;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.gateway.fixture.StubUpstream.Peer;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.Test;

/** WebSockets on their way through. */
class SocketTest {
    private static final String PATH = "/ws/tracking/" + UUID.randomUUID();
    private static final String AGREED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    private static String upgrade(UUID user, String... headers) {
        List<String> all = new ArrayList<>(List.of(
                "Connection: keep-alive, Upgrade",
                "Upgrade: WebSocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        all.addAll(List.of(headers));
        return RawClient.request("GET", PATH + "?token=" + TestTokens.owner(user), all.toArray(String[]::new));
    }

    private static void agreeAndEcho(Peer peer) throws IOException {
        peer.readHead();
        peer.say(AGREED);
        byte[] bytes = new byte[8192];
        for (int n = peer.in().read(bytes); n >= 0; n = peer.in().read(bytes)) {
            peer.out().write(bytes, 0, n);
        }
        peer.say("bye");
    }

    @Test
    void bytesPassUnreadInBothDirectionsAndEachHalfEndsByItself() throws IOException {
        try (var upstream = StubUpstream.talking(SocketTest::agreeAndEcho);
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            Answer agreed = client.send(upgrade(UUID.randomUUID())).read();
            assertThat(agreed.status()).isEqualTo(101);
            assertThat(agreed.headers("Upgrade")).containsExactly("websocket");
            assertThat(agreed.headers("Connection")).containsExactly("Upgrade");
            assertThat(agreed.headers("Sec-WebSocket-Accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(agreed.headers("X-Frame-Options")).hasSize(1);
            assertThat(upstream.request().headers("Upgrade")).containsExactly("websocket");
            assertThat(upstream.request().headers("Connection")).containsExactly("Upgrade");
            assertThat(upstream.request().headers("Sec-WebSocket-Key")).containsExactly("dGhlIHNhbXBsZSBub25jZQ==");

            client.send("\u0000\u00ff GET / HTTP/1.1\r\n\r\n");
            assertThat(new String(client.readBytes(21), StandardCharsets.ISO_8859_1))
                    .isEqualTo("\u0000\u00ff GET / HTTP/1.1\r\n\r\n");
            client.end();
            assertThat(client.readToEnd()).isEqualTo("bye");
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().openSockets() == 0 && upstream.open() == 0);
        }
    }

    @Test
    void framesThatComeRightBehindTheAgreementAreNotLost() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.readHead();
                    peer.say(AGREED + "\u0081\u0005hello");
                    peer.in().readNBytes(2);
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            client.send(upgrade(UUID.randomUUID()));
            assertThat(client.read().status()).isEqualTo(101);
            assertThat(new String(client.readBytes(7), StandardCharsets.ISO_8859_1))
                    .isEqualTo("\u0081\u0005hello");
        }
    }

    @Test
    void whatTheClientSendsBeforeTheAgreementIsKeptForThen() throws IOException {
        try (var upstream = StubUpstream.talking(SocketTest::agreeAndEcho);
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            client.send(upgrade(UUID.randomUUID()) + "early");
            assertThat(client.read().status()).isEqualTo(101);
            assertThat(new String(client.readBytes(5), StandardCharsets.ISO_8859_1))
                    .isEqualTo("early");
        }
    }

    @Test
    void aRefusalOfTheUpstreamIsPassedOnWithItsBody() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    while (peer.read() != null) {
                        peer.answer(403, "{\"success\":false,\"error\":\"not your booking\"}");
                    }
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            Answer refused = client.send(upgrade(UUID.randomUUID())).read();
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("not your booking");
            assertThat(rig.proxy().openSockets()).isZero();
            assertThat(client.send(RawClient.request("GET", "/nowhere")).read().status())
                    .isEqualTo(404);
        }
    }

    @Test
    void onlyTheSocketRouteCanBeUpgraded() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say(AGREED);
                });
                var rig = Rig.before(upstream)) {
            Answer answer = rig.get("/api/v1/auth/login", "Connection: Upgrade", "Upgrade: websocket");
            assertThat(answer.status()).isEqualTo(502);
            assertThat(upstream.request().headers("Upgrade")).isEmpty();
        }
    }

    @Test
    void aForeignPageMayNotOpenASocketAndOurOwnMay() throws IOException {
        try (var upstream = StubUpstream.talking(SocketTest::agreeAndEcho);
                var rig = Rig.before(upstream)) {
            assertThat(rig.ask(upgrade(UUID.randomUUID(), "Origin: http://evil.example"))
                            .status())
                    .isEqualTo(403);
            assertThat(rig.ask(upgrade(UUID.randomUUID(), "Origin: http://localhost:3000"))
                            .status())
                    .isEqualTo(101);
        }
    }

    private static String upgradeAt(String host, String... headers) {
        return upgrade(UUID.randomUUID(), headers).replace("Host: localhost\r\n", "Host: " + host + "\r\n");
    }

    @Test
    void aPageOfTheHostItCallsMayOpenASocketWhateverItIsCalled() throws IOException {
        try (var upstream = StubUpstream.talking(SocketTest::agreeAndEcho);
                var rig = Rig.before(upstream);
                var trusting = Rig.before(upstream, "TRUSTED_PROXIES", "127.0.0.1")) {
            for (String host :
                    List.of("127.0.0.1:" + rig.port(), "192.168.1.7:8080", "api.example.com", "[::1]:8080")) {
                assertThat(rig.ask(upgradeAt(host, "Origin: http://" + host)).status())
                        .as(host)
                        .isEqualTo(101);
            }
            assertThat(rig.ask(upgradeAt("api.example.com:443", "Origin: https://api.example.com"))
                            .status())
                    .isEqualTo(101);
            assertThat(upstream.requests().getLast().header("X-Forwarded-Host")).isEqualTo("api.example.com:443");
            assertThat(rig.ask(upgradeAt("127.0.0.1:8080", "Origin: http://127.0.0.1:3999"))
                            .status())
                    .isEqualTo(403);

            // Behind a proxy the host is the one it forwards, if it is believed.
            String forwarded =
                    upgradeAt("gateway:8080", "Origin: https://api.example.com", "X-Forwarded-Host: api.example.com");
            assertThat(trusting.ask(forwarded).status()).isEqualTo(101);
            assertThat(rig.ask(forwarded).status()).isEqualTo(403);
        }
    }

    @Test
    void anOpenSocketOutlivesItsToken() throws Exception {
        String token = TestTokens.sign(TestTokens.claims(UUID.randomUUID(), Role.OWNER)
                .expirationTime(Date.from(Rig.clock().instant().plus(Duration.ofMinutes(15))))
                .build());
        String upgrade =
                RawClient.request("GET", PATH + "?token=" + token, "Connection: Upgrade", "Upgrade: websocket");
        try (var upstream = StubUpstream.talking(SocketTest::agreeAndEcho);
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            assertThat(client.send(upgrade).read().status()).isEqualTo(101);
            Rig.clock().advance(Duration.ofMinutes(16));
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.ask(upgrade).status() == 401);
            assertThat(client.send("still here").readBytes(10)).hasSize(10);
        }
    }

    @Test
    void openSocketsTakeNoPlacesOfRequests() throws IOException {
        try (var upstream = StubUpstream.talking(SocketTest::agreeAndEcho);
                var rig = Rig.before(upstream, "UPSTREAM_MAX_IN_FLIGHT", "1");
                var one = rig.client();
                var two = rig.client()) {
            assertThat(one.send(upgrade(UUID.randomUUID())).read().status()).isEqualTo(101);
            assertThat(two.send(upgrade(UUID.randomUUID())).read().status()).isEqualTo(101);
        }
    }

    @Test
    void aSocketOnWhichNothingMovesIsClosedAndOneThatIsUsedIsNot() throws Exception {
        try (var upstream = StubUpstream.talking(SocketTest::agreeAndEcho);
                var rig = Rig.before(upstream, "SOCKET_IDLE_TIMEOUT", "700ms", "IDLE_TIMEOUT", "200ms");
                var quiet = rig.client();
                var busy = rig.client()) {
            quiet.send(upgrade(UUID.randomUUID())).read();
            busy.send(upgrade(UUID.randomUUID())).read();
            AtomicReference<Boolean> closed = new AtomicReference<>(false);
            Thread watching = Thread.ofVirtual().start(() -> {
                try {
                    closed.set(quiet.isClosed());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> {
                        busy.send("x").readBytes(1);
                        return closed.get();
                    });
            watching.join();
            assertThat(busy.send("still here").readBytes(10)).hasSize(10);
        }
    }

    @Test
    void aReaderThatStopsHoldsUpItsUpstreamAndCostsBoundedMemory() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.readHead();
                    peer.socket().setSendBufferSize(64 * 1024);
                    peer.say(AGREED);
                    byte[] block = new byte[64 * 1024];
                    for (int i = 0; i < 4096; i++) {
                        peer.out().write(block);
                        sent.addAndGet(block.length);
                    }
                });
                var rig = Rig.before(upstream);
                var client = RawClient.to(rig.port(), 16 * 1024)) {
            client.send(upgrade(UUID.randomUUID())).read();
            AtomicLong last = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        long now = sent.get();
                        return now > 0 && last.getAndSet(now) == now;
                    });
            assertThat(sent.get()).isLessThan(1024 * 1024);
            assertThat(rig.get("/nowhere").status()).isEqualTo(404);
            long total = 0;
            while (total < 4096L * 64 * 1024) {
                total += client.readBytes(64 * 1024).length;
            }
            assertThat(sent.get()).isEqualTo(total);
        }
    }

    @Test
    void whenTheGatewayStopsSocketsAreToldThatItGoesAway() throws Exception {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.readHead();
                    peer.say(AGREED + "\u0081\u0002hi");
                    peer.in().read();
                });
                var rig = Rig.before(upstream);
                var client = rig.client()) {
            client.send(upgrade(UUID.randomUUID())).read();
            assertThat(client.readBytes(4)).hasSize(4);
            Thread stopping = Thread.ofVirtual().start(rig::close);
            assertThat(client.readBytes(4)).containsExactly(0x88, 2, 0x03, 0xe9);
            assertThat(client.isClosed()).isTrue();
            client.reset();
            stopping.join();
        }
    }
}

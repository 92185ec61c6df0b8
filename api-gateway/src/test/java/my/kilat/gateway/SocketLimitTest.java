package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.gateway.fixture.StubUpstream.Peer;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.Test;

/** How many WebSockets there may be, and which has to go for one more. */
class SocketLimitTest {
    private static final byte[] PING = {(byte) 0x89, 0};
    private static final byte[] DISPLACED = {(byte) 0x88, 2, 0x03, (byte) 0xf0};
    /** A pong without content, masked as a client's frames are. */
    private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 1, 2, 3, 4};

    private static String upgrade(String token) {
        return RawClient.request(
                "GET",
                "/ws/tracking/" + UUID.randomUUID() + "?token=" + token,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    private static void agree(Peer peer) throws IOException {
        peer.readHead();
        peer.say("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        peer.in().transferTo(java.io.OutputStream.nullOutputStream());
    }

    private static RawClient open(Rig rig, String token) throws IOException {
        RawClient client = rig.client();
        assertThat(client.send(upgrade(token)).read().status()).isEqualTo(101);
        return client;
    }

    /** A client that lives: it answers pings, as every library does by itself. */
    private static RawClient living(Rig rig, String token) throws IOException {
        RawClient client = open(rig, token).patience(60_000);
        Thread.ofVirtual().start(() -> {
            try {
                while (client.readBytes(2).length == 2) {
                    client.send(PONG);
                }
            } catch (IOException e) {
                // closed by the test
            }
        });
        return client;
    }

    private static void close(List<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void oneMoreTakesThePlaceOfTheOneThatHasBeenSilentForLongest() throws Exception {
        String token = TestTokens.owner(UUID.randomUUID());
        try (var upstream = StubUpstream.talking(SocketLimitTest::agree);
                var rig = Rig.before(upstream, "MAX_SOCKETS_PER_USER", "3", "SOCKET_PROBE", "300ms");
                var first = open(rig, token);
                var second = open(rig, token);
                var living = living(rig, token)) {
            // Its last word is younger than that of the second.
            first.send(PONG);
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            try (var fourth = open(rig, token)) {
                assertThat(second.readBytes(2)).isEqualTo(PING);
                assertThat(second.readBytes(4)).isEqualTo(DISPLACED);
                assertThat(second.isClosed()).isTrue();
                assertThat(first.readBytes(2)).isEqualTo(PING);
                assertThat(rig.proxy().openSockets()).isEqualTo(3);
                // Of the first it is known by now that it is silent: nobody has to wait again.
                try (var fifth = open(rig, token)) {
                    assertThat(first.readBytes(4)).isEqualTo(DISPLACED);
                    assertThat(fifth.send(PONG)).isNotNull();
                    assertThat(fourth.send(PONG)).isNotNull();
                }
                assertThat(living.send(PONG)).isNotNull();
            }
        }
    }

    @Test
    void aSocketThatNeverReadsMakesRoomToo() throws Exception {
        String token = TestTokens.owner(UUID.randomUUID());
        byte[] frame = new byte[4 + 60_000];
        frame[0] = (byte) 0x82;
        frame[1] = 126;
        frame[2] = (byte) (60_000 >> 8);
        frame[3] = (byte) 60_000;
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.readHead();
                    peer.say("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                    while (true) {
                        peer.out().write(frame);
                    }
                });
                var rig = Rig.before(upstream, "MAX_SOCKETS_PER_USER", "1", "SOCKET_PROBE", "300ms");
                var stuck = RawClient.to(rig.port(), 4 * 1024)) {
            stuck.send(upgrade(token));
            await().atMost(Duration.ofSeconds(10)).until(() -> rig.proxy().bufferedBytes() > 32 * 1024);
            try (var next = open(rig, token)) {
                assertThat(rig.proxy().openSockets()).isEqualTo(1);
                assertThat(next.readBytes(4)).hasSize(4);
            }
        }
    }

    @Test
    void whenAllAreAliveOneMoreIsRefused() throws Exception {
        String token = TestTokens.owner(UUID.randomUUID());
        try (var upstream = StubUpstream.talking(SocketLimitTest::agree);
                var rig = Rig.before(upstream, "MAX_SOCKETS_PER_USER", "2", "SOCKET_PROBE", "300ms");
                var one = living(rig, token);
                var two = living(rig, token);
                var other = open(rig, TestTokens.owner(UUID.randomUUID()))) {
            Answer refused = rig.ask(upgrade(token));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body()).contains("too many open sockets; close one first");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            assertThat(rig.proxy().openSockets()).isEqualTo(3);

            two.reset();
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().openSockets() == 2);
            assertThat(rig.ask(upgrade(token)).status()).isEqualTo(101);
            assertThat(one.send(PONG)).isNotNull();
            assertThat(other.send(PONG)).isNotNull();
        }
    }

    @Test
    void adminsHaveALimitOfTheirOwn() throws Exception {
        String admin = TestTokens.admin(UUID.randomUUID());
        try (var upstream = StubUpstream.talking(SocketLimitTest::agree);
                var rig = Rig.before(
                        upstream,
                        "MAX_SOCKETS_PER_USER",
                        "1",
                        "MAX_SOCKETS_PER_OPERATOR",
                        "3",
                        "SOCKET_PROBE",
                        "200ms")) {
            List<RawClient> open = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                open.add(living(rig, admin));
            }
            assertThat(rig.ask(upgrade(admin)).status()).isEqualTo(429);
            close(open);
        }
    }

    @Test
    void thereIsALimitToAllOfThem() throws Exception {
        try (var upstream = StubUpstream.talking(SocketLimitTest::agree);
                var rig = Rig.before(upstream, "MAX_SOCKETS", "2");
                var one = open(rig, TestTokens.owner(UUID.randomUUID()));
                var two = open(rig, TestTokens.owner(UUID.randomUUID()))) {
            Answer refused = rig.ask(upgrade(TestTokens.owner(UUID.randomUUID())));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            one.reset();
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.proxy().openSockets() == 1);
            assertThat(rig.ask(upgrade(TestTokens.owner(UUID.randomUUID()))).status())
                    .isEqualTo(101);
            assertThat(two.send(PONG)).isNotNull();
        }
    }
}

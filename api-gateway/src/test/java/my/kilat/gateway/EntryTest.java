package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.contract.identity.Role;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.local.FreePort;
import my.kilat.local.LocalProgram;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.Test;

/** Two gateways behind the entry of docker-compose.scale.yml: a real HAProxy with its very configuration. */
class EntryTest {
    private static final String OPEN = "/.well-known/jwks.json";
    private static final String LOGIN = "/api/v1/auth/login";

    /** The configuration of the containers, with addresses of this machine. */
    private static String configuration(int port, int one, int two) throws IOException {
        return Files.readString(Path.of("..", "infrastructure", "infra", "haproxy.cfg"))
                .replace("bind :8080", "bind 127.0.0.1:" + port)
                .replace(" resolvers docker init-addr none", "")
                .replace(
                        "server-template gateway 2 api-gateway:8080",
                        "server one 127.0.0.1:" + one + "\n  server two 127.0.0.1:" + two);
    }

    private static LocalProgram before(Rig one, Rig two) throws IOException {
        int port = FreePort.next();
        LocalProgram entry = TestServers.newHaproxy(port, configuration(port, one.port(), two.port()));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> RawClient.get(port, OPEN).status() != 503);
        return entry;
    }

    private static Rig gateway(StubUpstream upstream, int limit, String... settings) {
        String[] all = new String[settings.length + 4];
        System.arraycopy(settings, 0, all, 4, settings.length);
        all[0] = "TRUSTED_PROXIES";
        all[1] = "127.0.0.1";
        all[2] = "RATE_LIMIT_PER_MIN";
        all[3] = "" + limit;
        return Rig.before(upstream, all);
    }

    @Test
    void whatAClientSaysOfWhereItComesFromGoesNoFurther() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var one = gateway(upstream, 0);
                var two = gateway(upstream, 0);
                var entry = before(one, two)) {
            upstream.talk(peer -> {
                for (var request = peer.read(); request != null; request = peer.read()) {
                    peer.answer(200, "{}");
                }
            });
            RawClient.get(
                    entry.port(),
                    OPEN + "?forged",
                    "X-Forwarded-For: 6.6.6.6",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Host: evil.example",
                    "X-Forwarded-Prefix: /evil",
                    "Forwarded: for=6.6.6.6;host=evil.example",
                    "X-Real-IP: 6.6.6.6",
                    "x_forwarded_for: 6.6.6.6");
            StubUpstream.Request arrived = upstream.requests().stream()
                    .filter(request -> request.target().endsWith("?forged"))
                    .findFirst()
                    .orElseThrow();
            assertThat(arrived.head()).doesNotContain("6.6.6.6").doesNotContain("evil");
            assertThat(arrived.headers("X-Forwarded-For")).containsExactly("127.0.0.1, 127.0.0.1");
            assertThat(arrived.headers("X-Forwarded-Proto")).containsExactly("http");
            assertThat(arrived.headers("X-Forwarded-Host")).containsExactly("localhost");
        }
    }

    @Test
    void twoGatewaysHoldTheLimitTogether() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var one = gateway(upstream, 10);
                var two = gateway(upstream, 10);
                var entry = before(one, two)) {
            for (int i = 0; i < 12; i++) {
                UUID user = UUID.randomUUID();
                int passed = 0;
                for (int k = 0; k < 25; k++) {
                    // Another token each time, as after a refresh or on a second device.
                    String token = TestTokens.of(user, Role.OWNER);
                    passed += RawClient.get(entry.port(), "/api/v1/bookings", "Authorization: Bearer " + token)
                                            .status()
                                    == 200
                            ? 1
                            : 0;
                }
                assertThat(passed).isEqualTo(10);
            }
            // Log-ins by address, whatever token comes along and whatever forwarded address is invented.
            int passed = 0;
            for (int i = 0; i < 25; i++) {
                String request = RawClient.request(
                        "POST",
                        LOGIN,
                        "X-Forwarded-For: 10.0.0." + i,
                        "Authorization: Bearer " + TestTokens.owner(UUID.randomUUID()));
                passed += RawClient.ask(entry.port(), request).status() == 200 ? 1 : 0;
            }
            assertThat(passed).isEqualTo(2);
        }
    }

    @Test
    void bothAreUsedAndASocketGoesWhereItsUserGoes() throws IOException {
        try (var first = StubUpstream.answering(request -> "{\"at\":1}");
                var second = StubUpstream.answering(request -> "{\"at\":2}");
                var one = gateway(first, 0);
                var two = gateway(second, 0);
                var entry = before(one, two)) {
            int atOne = 0;
            for (int i = 0; i < 40; i++) {
                String token = TestTokens.owner(UUID.randomUUID());
                String there = RawClient.get(entry.port(), "/api/v1/bookings", "Authorization: Bearer " + token)
                        .body();
                assertThat(RawClient.get(entry.port(), "/ws/tracking/" + UUID.randomUUID() + "?token=" + token)
                                .body())
                        .isEqualTo(there);
                atOne += there.contains("1") ? 1 : 0;
            }
            assertThat(atOne).isBetween(4, 36);
        }
    }

    @Test
    void aGatewayThatStopsIsMissedByNobody() throws Exception {
        try (var upstream = StubUpstream.echoing();
                var two = gateway(upstream, 0)) {
            Rig one = gateway(upstream, 0, "DRAIN_NOTICE", "3s");
            try (var entry = before(one, two)) {
                AtomicBoolean stop = new AtomicBoolean();
                AtomicInteger passed = new AtomicInteger();
                AtomicInteger failed = new AtomicInteger();
                Thread calling = Thread.ofVirtual().start(() -> {
                    while (!stop.get()) {
                        String token = TestTokens.owner(UUID.randomUUID());
                        try {
                            int status = RawClient.get(
                                            entry.port(), "/api/v1/bookings", "Authorization: Bearer " + token)
                                    .status();
                            (status == 200 ? passed : failed).incrementAndGet();
                        } catch (IOException e) {
                            failed.incrementAndGet();
                        }
                    }
                });
                await().atMost(Duration.ofSeconds(10)).until(() -> passed.get() > 50);
                one.close();
                int until = passed.get();
                await().atMost(Duration.ofSeconds(10)).until(() -> passed.get() > until + 50);
                stop.set(true);
                calling.join();
                assertThat(failed.get()).isZero();
            }
        }
    }
}

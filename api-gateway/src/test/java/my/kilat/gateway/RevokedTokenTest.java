package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.contract.identity.EndedSessions.EndedSession;
import my.kilat.contract.identity.Role;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.json.Json;
import org.junit.jupiter.api.Test;

/** A token that has been verified is remembered, but not beyond the end of its session. */
class RevokedTokenTest {
    private final UUID user = UUID.randomUUID();
    private final AtomicReference<EndedSessions> news =
            new AtomicReference<>(new EndedSessions(0, false, 900, List.of()));

    private String answer(StubUpstream.Request request) {
        return request.target().startsWith("/.well-known/ended-sessions")
                ? new String(Json.bytes(news.get()), StandardCharsets.UTF_8)
                : "{}";
    }

    private static String token(UUID user, long generation) {
        return TestTokens.sign(
                TestTokens.claims(user, Role.OWNER).claim("gen", generation).build());
    }

    private static int status(Rig rig, String token) throws IOException {
        return rig.get("/api/v1/bookings", "Authorization: Bearer " + token).status();
    }

    private static int upgrade(Rig rig, String token) throws IOException {
        return rig.ask(RawClient.request(
                        "GET",
                        "/ws/tracking/0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11?token=" + token,
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                .status();
    }

    @Test
    void withinTwoSecondsOfTheEndOfItsSessionItOpensNothingAndNoSocket() throws Exception {
        try (var upstream = StubUpstream.answering(this::answer);
                var rig = Rig.before(
                        upstream,
                        "ENDED_SESSIONS_URL",
                        upstream.url() + "/.well-known/ended-sessions",
                        "ENDED_SESSIONS_EVERY",
                        "1s")) {
            String ended = token(user, 3);
            String next = token(user, 4);
            String others = token(UUID.randomUUID(), 0);
            for (String token : new String[] {ended, next, others}) {
                assertThat(status(rig, token)).isEqualTo(200);
            }
            news.set(new EndedSessions(1, false, 900, List.of(new EndedSession(user, 4))));
            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> status(rig, ended) == 401);
            assertThat(upgrade(rig, ended)).isEqualTo(401);
            assertThat(status(rig, next)).isEqualTo(200);
            assertThat(status(rig, others)).isEqualTo(200);
        }
    }
}

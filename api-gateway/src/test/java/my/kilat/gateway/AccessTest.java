package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.Test;

/** Who may pass. */
class AccessTest {
    private static final List<String> CLOSED = List.of(
            "/api/v1/auth/profile",
            "/api/v1/auth/logout",
            "/api/v1/auth",
            "/api/v1/auth/loginx",
            "/api/v1/bookings",
            "/api/v1/bookings/1/accept",
            "/api/v1/payments",
            "/api/v1/runners/me",
            "/api/v1/petshops",
            "/api/v1/tracking/1",
            "/api/v1/notifications");

    @Test
    void whatIsOpenNeedsNoToken() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            for (String path : List.of(
                    "/api/v1/auth/register", "/api/v1/auth/login", "/api/v1/auth/refresh", "/.well-known/jwks.json")) {
                assertThat(rig.get(path).status()).as(path).isEqualTo(200);
                assertThat(rig.get(path, "Authorization: Bearer rubbish").status())
                        .as(path)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void everythingElseNeedsAValidAccessToken() throws IOException {
        UUID user = UUID.randomUUID();
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            for (String path : CLOSED) {
                assertRefused(rig.get(path), "authorization header is required");
                assertRefused(
                        rig.get(path, "Authorization: Basic eA=="), "authorization header must be Bearer {token}");
                assertRefused(rig.get(path, "Authorization: Bearer "), "authorization header must be Bearer {token}");
                assertRefused(rig.get(path, "Authorization: Bearer rubbish"), "invalid or expired token");
                assertThat(upstream.requests()).isEmpty();
            }
            for (String path : CLOSED) {
                assertThat(rig.get(path, "Authorization: bEaReR " + TestTokens.owner(user))
                                .status())
                        .as(path)
                        .isEqualTo(200);
            }
            assertThat(upstream.requests().getLast().header("Authorization")).startsWith("bEaReR ");
        }
    }

    @Test
    void aTokenThatIsNotQuiteRightIsNoToken() throws IOException {
        UUID user = UUID.randomUUID();
        var claims = TestTokens.claims(user, Role.OWNER);
        String good = TestTokens.owner(user);
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            for (String bad : List.of(
                    TestTokens.sign(claims.build(), "another secret that is long enough 0123456789"),
                    TestTokens.sign(TestTokens.claims(user, Role.OWNER)
                            .expirationTime(Date.from(Instant.now().minusSeconds(1)))
                            .build()),
                    TestTokens.sign(TestTokens.claims(user, Role.OWNER)
                            .issuer("somebody")
                            .build()),
                    TestTokens.sign(TestTokens.claims(user, Role.OWNER)
                            .claim("token_type", "refresh")
                            .build()),
                    good.substring(0, good.length() - 2),
                    "eyJhbGciOiJub25lIn0." + good.split("\\.")[1] + ".",
                    good + "." + good)) {
                assertRefused(rig.get("/api/v1/bookings", "Authorization: Bearer " + bad), "invalid or expired token");
            }
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void aTokenEndsWhenItExpiresThoughItIsRemembered() throws IOException {
        String token = TestTokens.sign(TestTokens.claims(UUID.randomUUID(), Role.OWNER)
                .expirationTime(Date.from(Rig.clock().instant().plus(Duration.ofMinutes(15))))
                .build());
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            assertThat(rig.get("/api/v1/bookings", "Authorization: Bearer " + token)
                            .status())
                    .isEqualTo(200);
            Rig.clock().advance(Duration.ofMinutes(16));
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> rig.get("/api/v1/bookings", "Authorization: Bearer " + token)
                                    .status()
                            == 401);
        }
    }

    @Test
    void theSocketTakesItsTokenFromTheQueryOrTheHeader() throws IOException {
        String token = TestTokens.owner(UUID.randomUUID());
        String path = "/ws/tracking/" + UUID.randomUUID();
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            assertRefused(rig.get(path), "token query parameter is required");
            assertRefused(rig.get(path + "?xtoken=" + token), "token query parameter is required");
            assertRefused(rig.get(path + "?token=rubbish"), "invalid or expired token");
            assertThat(rig.get(path + "?events=status&token=" + token).status()).isEqualTo(200);
            assertThat(rig.get(path, "Authorization: Bearer " + token).status()).isEqualTo(200);
            assertRefused(rig.get("/api/v1/bookings?token=" + token), "authorization header is required");
        }
    }

    @Test
    void whenTheKeysCannotBeHadNobodyIsToldThatHisTokenIsBad() throws IOException {
        String rs256 = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.e30.AAAA";
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.answer(500, "{}");
                });
                var rig = Rig.before(upstream, "JWT_SECRET", "")) {
            Answer answer = rig.get("/api/v1/bookings", "Authorization: Bearer " + rs256);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void unknownPathsAreNotFoundAndHalfASegmentIsNoMatch() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            for (String path :
                    List.of("/api", "/api/v1/bookingsx", "/api/v1/", "/API/v1/bookings", "/ws", "/metrics")) {
                Answer answer = rig.get(path);
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.body()).isEqualTo("{\"success\":false,\"error\":\"nothing is served at this path\"}");
            }
        }
    }

    private static void assertRefused(Answer answer, String error) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"success\":false,\"error\":\"" + error + "\"}");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }
}

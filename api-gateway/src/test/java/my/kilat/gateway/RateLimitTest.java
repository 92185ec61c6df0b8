package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.Test;

/** How often a caller may call, as it sees it. */
class RateLimitTest {
    private static final String OPEN = "/.well-known/jwks.json";

    private static String bearer() {
        return "Authorization: Bearer " + TestTokens.runner(UUID.randomUUID());
    }

    private static int allowed(Rig rig, String method, String path, String... headers) throws IOException {
        try (var client = rig.client()) {
            for (int i = 0; i < 1000; i++) {
                if (client.send(RawClient.request(method, path, headers)).read().status() == 429) {
                    return i;
                }
            }
        }
        return 1000;
    }

    @Test
    void aCallerHasAHundredRequestsAMinute() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "")) {
            Answer first = rig.get(OPEN);
            assertThat(first.header("RateLimit-Limit")).isEqualTo("100");
            assertThat(first.header("RateLimit-Remaining")).isEqualTo("99");
            assertThat(Integer.parseInt(first.header("RateLimit-Reset"))).isBetween(1, 60);
            assertThat(allowed(rig, "GET", OPEN)).isEqualTo(99);

            Answer refused = rig.get(OPEN);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body()).isEqualTo("{\"success\":false,\"error\":\"rate limit exceeded\"}");
            assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
            assertThat(upstream.requests()).hasSize(100);

            Rig.clock().advance(Duration.ofSeconds(61));
            assertThat(allowed(rig, "GET", OPEN)).isEqualTo(100);
        }
    }

    @Test
    void aUserIsCountedByItselfWhereverItCallsFrom() throws IOException {
        String one = bearer();
        String other = bearer();
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "10")) {
            assertThat(allowed(rig, "GET", "/api/v1/bookings", one)).isEqualTo(10);
            assertThat(rig.get("/api/v1/bookings", other).status()).isEqualTo(200);
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
        }
    }

    @Test
    void positionsHaveABucketOfTheirOwn() throws IOException {
        String runner = bearer();
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "10")) {
            assertThat(allowed(rig, "POST", "/api/v1/runners/me/location", runner))
                    .isEqualTo(30);
            assertThat(allowed(rig, "GET", "/api/v1/runners/me", runner)).isEqualTo(10);
        }
    }

    private static String locations(String runner, String framing, int bytes) {
        String head = RawClient.request("POST", "/api/v1/runners/me/locations", runner, framing);
        return framing.startsWith("Content") ? head + "x".repeat(bytes) : head + "0\r\n\r\n";
    }

    private static Answer send(Rig rig, String runner, int bytes) throws IOException {
        return rig.ask(locations(runner, "Content-Length: " + bytes, bytes));
    }

    @Test
    void positionsThatComeTogetherCountByTheLengthOfTheirBody() throws IOException {
        String runner = bearer();
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "20")) {
            assertThat(send(rig, runner, 1).header("RateLimit-Remaining")).isEqualTo("59");
            assertThat(send(rig, runner, 16_384).header("RateLimit-Remaining")).isEqualTo("58");
            assertThat(send(rig, runner, 16_385).header("RateLimit-Remaining")).isEqualTo("56");
            assertThat(rig.ask(locations(runner, "Transfer-Encoding: chunked", 0))
                            .header("RateLimit-Remaining"))
                    .as("of unknown length")
                    .isEqualTo("40");
            Answer tooLarge = rig.ask(
                    RawClient.request("POST", "/api/v1/runners/me/locations", runner, "Content-Length: 9000000000"));
            assertThat(tooLarge.status()).isEqualTo(413);
            assertThat(tooLarge.header("RateLimit-Remaining"))
                    .as("never more than the longest")
                    .isEqualTo("24");
            assertThat(send(rig, runner, 262_144).header("RateLimit-Remaining")).isEqualTo("8");
            Answer refused = send(rig, runner, 150_000);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("RateLimit-Remaining"))
                    .as("nothing is taken")
                    .isEqualTo("8");
            assertThat(allowed(rig, "POST", "/api/v1/runners/me/location", runner))
                    .as("in the same bucket as single ones")
                    .isEqualTo(8);
        }
    }

    @Test
    void whoMayDoVeryLittleMayStillSendTheLongestBody() throws IOException {
        String runner = bearer();
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "1")) {
            assertThat(send(rig, runner, 262_144).status()).isEqualTo(200);
            assertThat(send(rig, runner, 1).status()).isEqualTo(429);
        }
    }

    @Test
    void credentialsAreTriedAFifthAsOftenFromOneAddress() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "100")) {
            Answer first = rig.ask(RawClient.request("POST", "/api/v1/auth/login"));
            assertThat(first.header("RateLimit-Limit")).isEqualTo("20");
            assertThat(first.header("RateLimit-Remaining")).isEqualTo("19");
            assertThat(allowed(rig, "POST", "/api/v1/auth/register")).isEqualTo(19);
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
        }
    }

    private static String refresh(String token) {
        String body = "{\"refresh_token\":\"" + token + "\"}";
        return RawClient.request("POST", "/api/v1/auth/refresh", "Content-Length: " + body.length()) + body;
    }

    @Test
    void anOfficeBehindOneAddressRefreshesItsTokens() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "20");
                var client = rig.client()) {
            // Neither what others do from there nor that nobody can log in any more is held against it.
            assertThat(allowed(rig, "POST", "/api/v1/auth/login")).isEqualTo(4);
            assertThat(allowed(rig, "GET", OPEN)).isEqualTo(15);
            for (int i = 0; i < 200; i++) {
                Answer answer = client.send(refresh("token-" + i)).read();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("RateLimit-Limit")).isEqualTo(i < 198 ? "2" : "200");
            }
            Answer refused = client.send(refresh("one-more")).read();
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("RateLimit-Limit")).isEqualTo("200");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        }
    }

    @Test
    void oneAndTheSameRefreshTokenIsNotTakenAllTheTime() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "100");
                var client = rig.client()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.send(refresh("same")).read().status()).isEqualTo(200);
            }
            Answer refused = client.send(refresh("same")).read();
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("RateLimit-Limit")).isEqualTo("10");
            assertThat(client.send(refresh("another")).read().status()).isEqualTo(200);
            // The same when it comes in pieces.
            String whole = refresh("same");
            client.send(whole.substring(0, whole.length() - 5));
            assertThat(client.send(whole.substring(whole.length() - 5)).read().status())
                    .isEqualTo(429);
            assertThat(upstream.requests()).hasSize(11);
        }
    }

    @Test
    void whatIsRefusedForItsTokenIsCountedForItsAddress() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "10")) {
            for (int i = 0; i < 10; i++) {
                assertThat(rig.get("/api/v1/bookings", "Authorization: Bearer invented-" + i)
                                .status())
                        .isEqualTo(401);
            }
            assertThat(rig.get("/api/v1/bookings", "Authorization: Bearer invented")
                            .status())
                    .isEqualTo(429);
            assertThat(rig.get("/api/v1/bookings").status()).isEqualTo(429);
            assertThat(rig.get(OPEN).status()).isEqualTo(429);
        }
    }

    @Test
    void aForgedAddressIsNotANewCaller() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "10");
                var client = rig.client()) {
            int passed = 0;
            for (int i = 0; i < 30; i++) {
                String request =
                        RawClient.request("GET", OPEN, "X-Forwarded-For: 10.0.0." + i, "X-Real-IP: 10.0.1." + i);
                passed += client.send(request).read().status() == 200 ? 1 : 0;
            }
            assertThat(passed).isEqualTo(10);
        }
    }

    @Test
    void behindATrustedProxyTheAddressItForwardsIsCountedAndIpv6ByItsNetwork() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "10", "TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8")) {
            assertThat(allowed(rig, "GET", OPEN, "X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.2.3"))
                    .isEqualTo(10);
            assertThat(allowed(rig, "GET", OPEN, "X-Forwarded-For: 7.7.7.7, 203.0.113.9"))
                    .isZero();
            assertThat(allowed(rig, "GET", OPEN, "X-Forwarded-For: 203.0.113.10"))
                    .isEqualTo(10);
            assertThat(allowed(rig, "GET", OPEN, "X-Forwarded-For: 2001:db8:1:2::1"))
                    .isEqualTo(10);
            assertThat(allowed(rig, "GET", OPEN, "X-Forwarded-For: [2001:db8:1:2:ffff::9]:4711"))
                    .isZero();
            assertThat(allowed(rig, "GET", OPEN, "X-Forwarded-For: 2001:db8:1:3::1"))
                    .isEqualTo(10);
        }
    }

    @Test
    void healthAndPreflightAreFree() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "2")) {
            for (int i = 0; i < 5; i++) {
                assertThat(rig.get("/health").headers("RateLimit-Limit")).isEmpty();
                assertThat(rig.ask(RawClient.request("OPTIONS", OPEN)).status()).isEqualTo(204);
            }
            assertThat(allowed(rig, "GET", OPEN)).isEqualTo(2);
            assertThat(rig.get("/health").status()).isEqualTo(200);
        }
    }
}

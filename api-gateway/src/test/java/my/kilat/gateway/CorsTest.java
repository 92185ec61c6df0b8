package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import org.junit.jupiter.api.Test;

/** What browsers need on every answer, and need only once. */
class CorsTest {
    private static final String PAGE = "http://localhost:3000";
    private static final String OPEN = "/api/v1/auth/login";

    @Test
    void everyAnswerCarriesTheHeadersOnceErrorsIncluded() throws IOException {
        try (var upstream = StubUpstream.talking(peer -> {
                    peer.read();
                    peer.say(
                            "HTTP/1.1 500 Oops\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\n"
                                    + "X-Frame-Options: SAMEORIGIN\r\nX-Request-ID: theirs\r\nVary: Origin\r\nVary: Accept\r\n"
                                    + "Content-Length: 0\r\n\r\n");
                });
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "4")) {
            List<Answer> answers = List.of(
                    rig.get(OPEN, "Origin: " + PAGE),
                    rig.get("/api/v1/bookings", "Origin: " + PAGE),
                    rig.get("/nowhere", "Origin: " + PAGE),
                    rig.get("/nowhere", "Origin: " + PAGE),
                    rig.get("/nowhere", "Origin: " + PAGE),
                    rig.ask("GET /a//b HTTP/1.1\r\nHost: a\r\nOrigin: " + PAGE + "\r\n\r\n"));
            assertThat(answers.stream().map(Answer::status)).containsExactly(500, 401, 404, 404, 429, 400);
            for (Answer answer : answers.subList(0, 5)) {
                assertThat(answer.headers("Access-Control-Allow-Origin")).containsExactly(PAGE);
                assertThat(answer.headers("Access-Control-Allow-Credentials")).containsExactly("true");
                assertThat(answer.headers("Access-Control-Expose-Headers"))
                        .containsExactly("Content-Length, X-Request-ID, Retry-After, RateLimit-Limit,"
                                + " RateLimit-Remaining, RateLimit-Reset, Idempotency-Replayed, ETag");
            }
            for (Answer answer : answers) {
                assertSecurity(answer);
                assertThat(answer.headers("Vary")).contains("Origin").doesNotHaveDuplicates();
            }
            assertThat(answers.getFirst().headers("X-Request-ID")).hasSize(1).doesNotContain("theirs");
            assertThat(answers.getFirst().headers("Vary")).contains("Accept");
        }
    }

    private static void assertSecurity(Answer answer) {
        assertThat(answer.headers("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.headers("X-XSS-Protection")).containsExactly("1; mode=block");
        assertThat(answer.headers("Strict-Transport-Security")).containsExactly("max-age=31536000; includeSubDomains");
        assertThat(answer.headers("Referrer-Policy")).containsExactly("strict-origin-when-cross-origin");
        assertThat(answer.headers("X-Request-ID")).hasSize(1);
    }

    @Test
    void aPreflightIsAnsweredHereForEveryPathWithoutTokenOrCount() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "RATE_LIMIT_PER_MIN", "1");
                var client = rig.client()) {
            for (String path : List.of("/api/v1/bookings", "/api/v1/runners/me/location", OPEN, "/nowhere")) {
                Answer answer = client.send(RawClient.request(
                                "OPTIONS",
                                path,
                                "Origin: " + PAGE,
                                "Access-Control-Request-Method: PUT",
                                "Access-Control-Request-Headers: authorization,content-type"))
                        .read();
                assertThat(answer.status()).isEqualTo(204);
                assertThat(answer.headers("Access-Control-Allow-Origin")).containsExactly(PAGE);
                assertThat(answer.header("Access-Control-Allow-Methods"))
                        .isEqualTo("GET, POST, PUT, PATCH, DELETE, OPTIONS");
                assertThat(answer.header("Access-Control-Allow-Headers"))
                        .isEqualTo("Origin, Content-Type, Accept, Authorization, X-Request-ID, Idempotency-Key,"
                                + " If-None-Match, traceparent, tracestate, baggage, sentry-trace");
                assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("43200");
                assertThat(answer.headers("RateLimit-Limit")).isEmpty();
                assertSecurity(answer);
            }
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void aForeignPageGetsNoPermission() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream)) {
            for (String origin :
                    List.of("http://evil.example", "http://localhost:30000", "null", "http://localhost:3004")) {
                Answer answer = rig.get(OPEN, "Origin: " + origin);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.head()).doesNotContain("Access-Control-");
                assertThat(answer.headers("Vary")).containsExactly("Origin");
                assertThat(rig.ask(RawClient.request("OPTIONS", OPEN, "Origin: " + origin))
                                .head())
                        .doesNotContain("Access-Control-");
            }
        }
    }

    @Test
    void theOriginsCanBeSet() throws IOException {
        try (var upstream = StubUpstream.echoing();
                var rig = Rig.before(upstream, "CORS_ORIGINS", "https://app.kilat.my, https://admin.kilat.my")) {
            assertThat(rig.get(OPEN, "Origin: https://admin.kilat.my").header("Access-Control-Allow-Origin"))
                    .isEqualTo("https://admin.kilat.my");
            assertThat(rig.get(OPEN, "Origin: " + PAGE).headers("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }
}

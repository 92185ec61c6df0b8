package my.kilat.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import my.kilat.console.ConsoleService;
import my.kilat.console.IdentityStandIn;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.event.SearchEnded;
import my.kilat.contract.identity.Role;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Open pages are told which bookings something was published about, until the service stops. */
class StreamTest {
    private static final String PATH = "/api/v1/console/stream";

    private static HttpResponse<java.io.InputStream> open(HttpClient http, TestService console, String cookie)
            throws Exception {
        HttpResponse<java.io.InputStream> stream = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + PATH))
                        .header("Cookie", cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return stream;
    }

    private static String logIn(TestService console, String role) {
        String cookie = console.client()
                .post("/api/v1/console/login", Map.of("email", role, "password", IdentityStandIn.PASSWORD))
                .expect(200)
                .header("Set-Cookie");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private interface Ending {
        void end(TestService console, IdentityStandIn identity, String cookie);
    }

    private static void logOut(TestService console, String cookie) {
        ApiClient client = console.client().with("Cookie", cookie);
        String csrf =
                client.get("/api/v1/console/session").data().path("csrf_token").asText();
        client.with("X-CSRF-Token", csrf).delete("/api/v1/console/session").expect(200);
    }

    static List<Named<Ending>> endings() {
        return List.of(
                Named.of("logout", (console, _, cookie) -> logOut(console, cookie)),
                Named.of("expiry", (console, _, _) -> console.clock().advance(Duration.ofHours(12))),
                Named.of("ban", (_, identity, _) -> identity.ban(Role.OPERATOR)));
    }

    @ParameterizedTest
    @MethodSource("endings")
    @Timeout(60)
    void endsWithItsSession(Ending ending) throws Exception {
        try (IdentityStandIn identity = new IdentityStandIn();
                HttpClient http = HttpClient.newHttpClient();
                TestService console = TestService.start(
                        false,
                        Map.of("UPSTREAM_IDENTITY", identity.url(), "IDENTITY_URL", identity.url()),
                        new ConsoleService())) {
            identity.follow(console.clock());
            String cookie = logIn(console, "operator");
            HttpResponse<java.io.InputStream> stream = open(http, console, cookie);
            HttpResponse<java.io.InputStream> another = open(http, console, logIn(console, "admin"));
            ending.end(console, identity, cookie);
            BlockingQueue<String> lines = new LinkedBlockingQueue<>();
            read(stream, lines);
            assertThat(lines).first().isEqualTo(": open");
            assertThat(console.client().with("Cookie", cookie).get(PATH).status())
                    .isEqualTo(401);
            another.body().close();
        }
    }

    @Test
    @Timeout(60)
    void tellsWhatChangesUntilTheServiceStops() throws Exception {
        try (IdentityStandIn identity = new IdentityStandIn();
                EventProbe probe = new EventProbe(TestServers.kafka().bootstrapServers());
                HttpClient http = HttpClient.newHttpClient()) {
            TestService console =
                    TestService.start(false, Map.of("UPSTREAM_IDENTITY", identity.url()), new ConsoleService());
            BlockingQueue<String> lines = new LinkedBlockingQueue<>();
            Thread reader;
            try {
                HttpResponse<java.io.InputStream> stream = open(http, console, logIn(console, "operator"));
                reader = Thread.ofVirtual().start(() -> read(stream, lines));
                assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo(": open");

                UUID booking = UUID.randomUUID();
                List<String> seen = new java.util.ArrayList<>();
                // The reader of the topics begins at their end, wherever that is by now.
                Awaitility.await("the booking on the stream").until(() -> {
                    probe.publish(new SearchEnded(booking, SearchStatus.EXHAUSTED, 6, 3, 1, Instant.now()));
                    lines.drainTo(seen);
                    return seen.stream().anyMatch(line -> line.contains(booking.toString()));
                });
                assertThat(seen).contains("event: changed");
                assertThat(seen)
                        .anyMatch(line -> line.equals(
                                "data: {\"booking_id\":\"" + booking + "\",\"type\":\"dispatch.search_ended\"}"));
            } finally {
                console.close();
            }
            reader.join();
        }
    }

    private static void read(HttpResponse<java.io.InputStream> stream, BlockingQueue<String> lines) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (java.io.IOException e) {
            lines.add("ended: " + e.getMessage());
        }
    }

    @Test
    void isOpenToNobodyWithoutASession() {
        try (IdentityStandIn identity = new IdentityStandIn();
                TestService console =
                        TestService.start(false, Map.of("UPSTREAM_IDENTITY", identity.url()), new ConsoleService())) {
            assertThat(console.client().get(PATH).status()).isEqualTo(401);
            assertThat(console.client()
                            .with("Cookie", logIn(console, "operator"))
                            .send("HEAD", PATH, null)
                            .status())
                    .isEqualTo(200);
        }
    }
}

package my.kilat.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.event.SearchEnded;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Open pages are told which bookings something was published about, until the service stops. */
class StreamTest {
    private static final String PATH = "/api/v1/console/stream";

    private static String logIn(TestService console) {
        String cookie = console.client()
                .post("/api/v1/console/login", Map.of("email", "operator", "password", IdentityStandIn.PASSWORD))
                .expect(200)
                .header("Set-Cookie");
        return cookie.substring(0, cookie.indexOf(';'));
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
                URI address = URI.create("http://127.0.0.1:" + console.port() + PATH);
                HttpResponse<java.io.InputStream> stream = http.send(
                        HttpRequest.newBuilder(address)
                                .header("Cookie", logIn(console))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                assertThat(stream.statusCode()).isEqualTo(200);
                assertThat(stream.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/event-stream");
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
                            .with("Cookie", logIn(console))
                            .send("HEAD", PATH, null)
                            .status())
                    .isEqualTo(200);
        }
    }
}

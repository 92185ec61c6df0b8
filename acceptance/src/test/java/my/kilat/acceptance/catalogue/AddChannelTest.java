package my.kilat.acceptance.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.identity.Role;
import my.kilat.local.ChildProcess;
import my.kilat.local.FreePort;
import my.kilat.local.LocalKafka;
import my.kilat.local.PidFile;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.json.Json;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/extend.md} on adding a notification channel, followed to the letter in a copy of the source tree. */
class AddChannelTest {
    private static final int MOST_CHANGED = 6;
    private static final String PREFERENCES = "/api/v1/notifications/preferences";
    private static final UUID OWNER = UUID.randomUUID();
    private static final String PHONE = "+60123456789";
    private static final String TOKEN = "a-token-of-the-provider";

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePort.next();
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final HttpServer provider = newServer();

    /** Of its own: on the shared one, the platform of other tests reads in the same consumer group. */
    private final LocalKafka kafka = TestServers.newKafka();

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void listen() {
        provider.createContext("/messages", this::receive);
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
        http.close();
        kafka.kill();
    }

    /** It cannot take the first message at its first attempt. */
    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean known = exchange.getRequestHeaders().getFirst("Authorization").equals("Bearer " + TOKEN);
        int status = !known ? 401 : refusals.getAndIncrement() == 0 ? 503 : 200;
        if (status == 200) {
            received.add(Json.tree(body));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void aMessageIsDeliveredByTheNewChannelAfterSixFilesWereChanged() throws Exception {
        SourceTree tree = SourceTree.copy(directory.resolve("tree"));
        Recipe.of(tree.path("docs/extend.md"), "Add a notification channel").follow(tree.root());
        System.out.println("changed for a channel: " + tree.changed());
        assertThat(tree.changed()).hasSizeLessThanOrEqualTo(MOST_CHANGED);

        ChangedProgram program = ChangedProgram.compile(tree, directory.resolve("classes"));
        Path log = directory.resolve("service.log");
        ChildProcess process = ChildProcess.start(
                program.command("my.kilat.notification.Main"),
                environment(),
                directory,
                log,
                new PidFile(directory.resolve("service.pid")));
        try (EventProbe events = new EventProbe(kafka.bootstrapServers())) {
            soon("readiness")
                    .failFast("the service has ended", () -> !process.isAlive())
                    .ignoreExceptions()
                    .until(() -> send("GET", "/readiness", "").statusCode() == 200);
            deliver(events);
        } catch (Throwable e) {
            System.out.println(Files.readString(log));
            throw e;
        } finally {
            process.kill();
        }
    }

    private void deliver(EventProbe events) {
        assertThat(data("GET", PREFERENCES, "").path("enable_whatsapp").asBoolean())
                .isTrue();
        events.publish(accepted());
        assertThat(awaitDelivered(1)).isEqualTo("[\"sms\",\"whatsapp\"]");
        assertThat(refusals).as("attempts").hasValue(2);
        assertThat(received).hasSize(1);
        assertThat(received.getFirst().path("to").asText()).isEqualTo(PHONE);
        assertThat(received.getFirst().path("text").asText()).isEqualTo("A runner has accepted booking BK-7QK2MX.");

        data("PUT", PREFERENCES, "{\"enable_whatsapp\":false}");
        assertThat(data("GET", PREFERENCES, "").path("enable_whatsapp").asBoolean(true))
                .isFalse();
        events.publish(accepted());
        assertThat(awaitDelivered(2)).isEqualTo("[\"sms\"]");
        assertThat(received).hasSize(1);
    }

    private static BookingAccepted accepted() {
        return new BookingAccepted(
                UUID.randomUUID(),
                "BK-7QK2MX",
                UUID.randomUUID(),
                OWNER,
                null,
                null,
                null,
                null,
                null,
                Instant.parse("2026-02-12T10:00:00Z"));
    }

    /** Waits until the owner has so many notifications and the newest is delivered; the channels that have sent it. */
    private String awaitDelivered(int size) {
        soon("notification " + size).until(() -> {
            JsonNode inbox = data("GET", "/api/v1/notifications", "");
            return inbox.size() == size && inbox.path(0).path("status").asText().equals("sent");
        });
        return data("GET", "/api/v1/notifications", "")
                .path(0)
                .path("channels_sent")
                .toString();
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }

    private Map<String, String> environment() {
        return TestService.environment(
                        false,
                        Map.of(
                                "KAFKA_BROKERS",
                                kafka.bootstrapServers(),
                                "SERVICE_PORT",
                                Integer.toString(port),
                                "NOTIFICATION_RETRY_FIRST",
                                "200ms",
                                "WHATSAPP_URL",
                                "http://127.0.0.1:" + provider.getAddress().getPort(),
                                "WHATSAPP_TOKEN",
                                TOKEN))
                .variables();
    }

    private JsonNode data(String method, String path, String body) {
        HttpResponse<byte[]> answer = send(method, path, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.tree(answer.body()).path("data");
    }

    /** Not by the client of the other tests, which holds answers against the contract as it is without the change. */
    private HttpResponse<byte[]> send(String method, String path, String body) {
        String token = TestTokens.sign(TestTokens.claims(OWNER, Role.OWNER)
                .claim("phone", PHONE)
                .claim("email", "")
                .build());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

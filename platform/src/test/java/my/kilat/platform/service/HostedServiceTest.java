package my.kilat.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service, seen from outside. */
class HostedServiceTest {
    private static TestService service;
    private static EventProbe events;

    @BeforeAll
    static void start() {
        events = new EventProbe(TestServers.kafka().bootstrapServers());
        service = TestService.start(false, Map.of(), new NotesService());
    }

    @AfterAll
    static void stop() {
        service.close();
        events.close();
    }

    private static ApiClient owner() {
        return service.client(Role.OWNER);
    }

    @Test
    void whatIsCreatedCanBeReadAndIsPublished() {
        var created = owner().post("/notes", Map.of("text", "a walk")).expect(201);
        UUID id = UUID.fromString(created.data().path("id").asText());
        assertThat(owner().get("/notes/" + id.toString().toUpperCase(java.util.Locale.ROOT))
                        .expect(200)
                        .data()
                        .path("text")
                        .asText())
                .isEqualTo("a walk");
        var event = events.await(EventType.RUNNER_OFFLINE, id);
        assertThat(event.envelope().path("source").asText()).isEqualTo("service-runner");
        assertThat(event.data().path("runner_id").asText()).isEqualTo(id.toString());
    }

    @Test
    void failuresSayWhatIsWrong() {
        assertThat(owner().post("/notes", Map.of()).expect(400).error()).isEqualTo("text is required");
        assertThat(owner().post("/notes", "{\"text\":\"a\\u0000\"}").expect(400).error())
                .isEqualTo("text must be text without NUL characters");
        assertThat(owner().post("/notes", Map.of("text", "x", "weight_kg", -1))
                        .expect(400)
                        .error())
                .startsWith("weight_kg");
        assertThat(owner().post("/notes", "{nonsense").expect(400).error()).isEqualTo("the body is not valid JSON");
        assertThat(owner().post("/notes").expect(400).error()).isEqualTo("a JSON body is required");
        assertThat(owner().post("/notes", "x".repeat(2 << 20)).status()).isEqualTo(413);
        assertThat(owner().get("/notes/not-an-id").expect(400).error()).isEqualTo("id is not a valid UUID");
        assertThat(owner().get("/notes/" + UUID.randomUUID()).expect(404).error())
                .isEqualTo("Note not found");
        assertThat(owner().get("/nothing").expect(404).error()).isNotEmpty();
        assertThat(owner().delete("/notes").expect(405).header("Allow")).isEqualTo("GET, POST");
        assertThat(owner().get("/notes?near=x").expect(400).error()).isEqualTo("near has to be a number");
        for (String number : new String[] {"1d", "0x1p3", "1e999", "NaN", "%D9%A3"}) {
            assertThat(owner().get("/notes?near=" + number).expect(400).error())
                    .as(number)
                    .isEqualTo("near has to be a number");
        }
        assertThat(owner().get("/notes?near=91").expect(400).error()).startsWith("near");
        assertThat(owner().get("/notes").expect(400).error()).isEqualTo("near is required");
        assertThat(owner().get("/notes/mine").expect(200).data().path("message").asText())
                .isEqualTo("mine");
    }

    /** A person's token is of no use for them, whatever the role, and neither is that of a service that is not listed. */
    @Test
    void operationsForServicesAreForThoseThatTheDocumentLists() {
        ApiClient nobody = service.client();
        nobody.post("/internal/notes").expect(401);
        for (Role role : Role.values()) {
            service.client(role).post("/internal/notes").expect(401);
        }
        assertThat(nobody.as(serviceToken("writer", "notes"))
                        .post("/internal/notes")
                        .expect(403)
                        .error())
                .isEqualTo("this operation is not for you");
        nobody.as(serviceToken("reader", "other")).post("/internal/notes").expect(401);
        nobody.as(serviceToken("reader", "notes"))
                .with("Idempotency-Key", "ignored")
                .post("/internal/notes")
                .expect(200);
        nobody.as(serviceToken("reader", "notes")).get("/notes/mine").expect(401);
    }

    private static String serviceToken(String sender, String target) {
        return ServiceTokens.from(service.environment(), sender, service.clock())
                .tokenFor(target);
    }

    /** No HTTP library would send these. */
    @Test
    void aBrokenAddressIsTheFaultOfItsCaller() throws IOException {
        String token = TestTokens.owner(UUID.randomUUID());
        String socket = "/notes/" + UUID.randomUUID() + "/socket?token=" + token;
        String upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        String bearer = "Connection: close\r\nAuthorization: Bearer " + token + "\r\n";
        for (String query : new String[] {"%", "%g1", "1&x=%e"}) {
            assertThat(raw("/notes?near=" + query, bearer))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"error\":\"the query is not valid\"")
                    .doesNotContain("near=");
            assertThat(raw(socket + "&x=" + query, upgrade))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"error\":\"the query is not valid\"");
        }
        for (String body : new String[] {"Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n"}) {
            assertThat(raw(socket, upgrade + body))
                    .startsWith("HTTP/1.1 400")
                    .contains("a request for a WebSocket has no body");
        }
        assertThat(raw(socket + "&x={a|b}", upgrade))
                .startsWith("HTTP/1.1 400")
                .contains("\"error\":\"the address is not valid\"");
    }

    /** The first of what comes back. */
    private static String raw(String target, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = new byte[1024];
            return new String(answer, 0, Math.max(0, socket.getInputStream().read(answer)), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aBodyOfAnyMediaTypeIsHandedOverByteForByte() {
        byte[] bytes = new byte[65_536];
        new Random(7).nextBytes(bytes);
        for (String type : List.of("application/json", "application/x-www-form-urlencoded", "none")) {
            assertThat(service.client()
                            .with("Content-Type", type)
                            .post("/notes/signed", bytes)
                            .expect(200)
                            .body())
                    .isEqualTo(bytes);
        }
        assertThat(service.client().post("/notes/signed").expect(200).body()).isEmpty();
        service.client().post("/notes/signed", new byte[65_537]).expect(413);
    }

    @Test
    void aBugSaysNothingOfTheInsideAndLeavesNothingBehind() {
        var answer = owner().post("/notes", Map.of("text", "bug")).expect(500);
        assertThat(answer.text()).isEqualTo("{\"success\":false,\"error\":\"internal server error\"}");
    }

    @Test
    void onlyValidTokensOfTheRightRoleGetIn() {
        ApiClient anyone = service.client();
        assertThat(anyone.get("/notes?near=1").status()).isEqualTo(200);
        assertThat(anyone.post("/notes", Map.of("text", "x")).expect(401).error())
                .isEqualTo("authorization header is required");
        assertThat(anyone.with("Authorization", "Basic eA==")
                        .post("/notes", Map.of("text", "x"))
                        .expect(401)
                        .error())
                .isEqualTo("authorization header must be Bearer {token}");
        assertThat(anyone.as("nonsense")
                        .post("/notes", Map.of("text", "x"))
                        .expect(401)
                        .error())
                .isEqualTo("invalid or expired token");
        assertThat(service.client(Role.RUNNER)
                        .post("/notes", Map.of("text", "x"))
                        .expect(403)
                        .error())
                .isEqualTo("insufficient permissions");
        var claims = TestTokens.claims(UUID.randomUUID(), Role.OWNER);
        for (String spoilt : new String[] {
            TestTokens.sign(claims.build(), "another-secret-that-nobody-here-knows-0123"),
            TestTokens.sign(TestTokens.claims(UUID.randomUUID(), Role.OWNER)
                    .issuer("somebody")
                    .build()),
            TestTokens.sign(TestTokens.claims(UUID.randomUUID(), Role.OWNER)
                    .claim("token_type", "refresh")
                    .build()),
            TestTokens.sign(TestTokens.claims(UUID.randomUUID(), Role.OWNER)
                    .claim("role", "king")
                    .build()),
            TestTokens.sign(TestTokens.claims(UUID.randomUUID(), Role.OWNER)
                    .expirationTime(new java.util.Date(System.currentTimeMillis() - 1000))
                    .build()),
            "eyJhbGciOiJub25lIn0." + TestTokens.owner(UUID.randomUUID()).split("\\.")[1] + "."
        }) {
            assertThat(anyone.as(spoilt).post("/notes", Map.of("text", "x")).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void anIdempotencyKeyMakesARequestHappenOnce() {
        ApiClient client = owner().with("Idempotency-Key", "key-1");
        var first = client.post("/notes", Map.of("text", "once")).expect(201);
        var second = client.post("/notes", Map.of("text", "once")).expect(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(client.post("/notes", Map.of("text", "other")).expect(422).error())
                .contains("another request");
        assertThat(owner().with("Idempotency-Key", "key-1")
                        .post("/notes", Map.of("text", "other"))
                        .status())
                .as("keys belong to their caller")
                .isEqualTo(201);
        assertThat(client.with("x", "y").post("/notes", "{}").status()).isEqualTo(400);
    }

    @Test
    void aSocketOpensWithATokenInTheQuery() throws Exception {
        UUID id = UUID.randomUUID();
        assertThat(service.client().get("/notes/" + id + "/socket").expect(401).error())
                .isEqualTo("token query parameter is required");
        CompletableFuture<String> text = new CompletableFuture<>();
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + service.port() + "/notes/" + id + "/socket?token="
                                + TestTokens.owner(UUID.randomUUID())),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                                text.complete(data.toString());
                                return null;
                            }
                        })
                .get(5, TimeUnit.SECONDS);
        assertThat(text.get(5, TimeUnit.SECONDS)).isEqualTo("hello " + id);
    }

    @Test
    void metricsAndHealthNeedNoTokenAndAreOnlyRead() {
        for (String path : new String[] {"/metrics", "/health", "/readiness"}) {
            assertThat(service.client().post(path).expect(405).header("Allow")).isEqualTo("GET");
        }
        assertThat(service.client().get("/metrics").expect(200).text()).contains("kilat_http_requests");
        assertThat(service.client()
                        .get("/metrics?name%5B%5D=jvm_memory_used_bytes&name[]=there_is_none")
                        .expect(200)
                        .text()
                        .lines())
                .isNotEmpty()
                .allMatch(line -> line.contains("jvm_memory_used_bytes"));
        assertThat(service.client().get("/health").expect(200).text())
                .startsWith("{\"status\":\"healthy\",\"service\":\"service-notes\"");
        assertThat(service.client()
                        .get("/readiness")
                        .expect(200)
                        .json()
                        .path("checks")
                        .path("database")
                        .asText())
                .isEqualTo("ok");
    }
}

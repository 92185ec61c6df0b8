package my.kilat.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.service.NotesService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests may cost a service together, and each alone. */
class BoundedRequestsTest {
    private TestService service;
    private final NotesService notes = new NotesService();

    @BeforeEach
    void start() {
        service = TestService.start(
                false,
                Map.of("MAX_REQUESTS_IN_FLIGHT", "12", "MAX_BYTES_IN_FLIGHT", "1048576", "MAX_LARGE_REPLIES", "1"),
                notes);
    }

    @AfterEach
    void stop() {
        notes.release.countDown();
        service.close();
    }

    private ApiClient owner() {
        return service.client(Role.OWNER);
    }

    @Test
    void aBodyHasTheLimitOfItsOperation() throws IOException {
        assertThat(owner().post("/notes", "{\"text\":\"" + "x".repeat(40_000) + "\"}")
                        .expect(413)
                        .error())
                .isEqualTo("the body is larger than 32 KiB");
        assertThat(owner().post("/notes/many", "{\"texts\":[\"" + "x".repeat(40_000) + "\"]}")
                        .expect(400)
                        .error())
                .isEqualTo("texts.0: must be at most 100 characters long");
        assertThat(owner().post("/notes/" + UUID.randomUUID() + "/slowly", "x".repeat(40_000))
                        .status())
                .as("also where no body is read")
                .isEqualTo(413);
        assertThat(firstLine("POST /notes HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n"))
                .as("said in the head, refused before it is sent")
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void whoAsksOnWithoutReadingIsDisconnected() throws IOException {
        int requests = 4_000;
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("127.0.0.1", service.port()));
            socket.setSoTimeout(30_000);
            byte[] request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < requests; i++) {
                socket.getOutputStream().write(request);
            }
            AtomicReference<Double> before = new AtomicReference<>(0.0);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> {
                        double now = bytesInFlight();
                        return now > 0 && before.getAndSet(now) == now;
                    });
            assertThat(bytesInFlight()).as("responses that wait for the client").isLessThan(1_000_000);
            assertThat(untilDisconnected(socket).split("HTTP/1.1 200", -1).length - 1)
                    .isBetween(1, requests / 2);
        }
    }

    /** All that comes; a connection with requests that nobody has read is reset. */
    private static String untilDisconnected(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private double bytesInFlight() {
        return service.client(Role.OWNER)
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("kilat_http_bytes_in_flight "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private String firstLine(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = new byte[512];
            return new String(answer, 0, Math.max(0, socket.getInputStream().read(answer)), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aListOfManyFaultsIsLeftAtTheFirst() {
        String faults = "{}" + ",{}".repeat(9_000);
        assertThat(owner().post("/notes/many", "{\"texts\":[" + faults + "]}")
                        .expect(400)
                        .error())
                .isEqualTo("texts: must have at most 20 items");
        assertThat(owner().post("/notes/many", "{\"texts\":[" + "1,".repeat(19) + "1]}")
                        .expect(400)
                        .json()
                        .path("detail")
                        .asText()
                        .split("; "))
                .hasSize(5);
    }

    @Test
    void requestsBeyondTheCeilingAreToldWhenToComeBack() throws Exception {
        List<CompletableFuture<ApiClient.Answer>> waiting = new ArrayList<>();
        ApiClient owner = owner();
        for (int i = 0; i < 12; i++) {
            waiting.add(CompletableFuture.supplyAsync(
                    () -> owner.post("/notes/" + UUID.randomUUID() + "/slowly"),
                    run -> Thread.ofVirtual().start(run)));
        }
        Awaitility.await().until(() -> owner.get("/notes?near=1").status() == 503);
        var refused = owner.get("/notes?near=1").expect(503);
        assertThat(refused.error()).contains("as many requests as it can take");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        notes.release.countDown();
        for (CompletableFuture<ApiClient.Answer> answer : waiting) {
            assertThat(answer.get(10, TimeUnit.SECONDS).status()).isIn(200, 503);
        }
        Awaitility.await().until(() -> owner.get("/notes?near=1").status() == 200);
    }

    @Test
    void bodiesBeyondWhatFitsAreRefusedAndTheRoomComesBack() throws Exception {
        List<Socket> half = new ArrayList<>();
        String head = "POST /notes/many HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\nAuthorization: Bearer "
                + TestTokens.owner(UUID.randomUUID()) + "\r\n\r\n";
        try {
            for (int i = 0; i < 6; i++) {
                Socket socket = new Socket("127.0.0.1", service.port());
                half.add(socket);
                OutputStream out = socket.getOutputStream();
                out.write((head + " ".repeat(180_000)).getBytes(StandardCharsets.ISO_8859_1));
            }
            Awaitility.await().until(() -> service.host().capacity().bytes() > 850_000);
            Awaitility.await()
                    .until(() -> owner().post("/notes/many", "{\"texts\":[]}" + " ".repeat(190_000))
                                    .status()
                            == 503);
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
        Awaitility.await().until(() -> service.host().capacity().bytes() == 0);
        owner().post("/notes/many", "{\"texts\":[]}" + " ".repeat(190_000)).expect(200);
    }

    @Test
    void largeAnswersAreMadeInTurn() throws Exception {
        ApiClient owner = owner();
        CompletableFuture<ApiClient.Answer> first = CompletableFuture.supplyAsync(() -> owner.get("/notes/all"));
        notes.reached.await();
        var second = owner().get("/notes/all").expect(503);
        assertThat(second.error()).contains("too many long lists");
        assertThat(second.header("Retry-After")).isNotEmpty();
        owner.get("/notes?near=1").expect(200);
        notes.release.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        owner.get("/notes/all").expect(200);
    }

    @Test
    void ofLargeAnswersEachCallerHasAFew() throws Exception {
        ApiClient greedy = owner();
        List<CompletableFuture<ApiClient.Answer>> asked = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            asked.add(CompletableFuture.supplyAsync(
                    () -> greedy.get("/notes/all"), run -> Thread.ofVirtual().start(run)));
        }
        notes.reached.await();
        Awaitility.await()
                .until(() -> asked.stream().filter(CompletableFuture::isDone).count() == 11);
        assertThat(asked)
                .filteredOn(CompletableFuture::isDone)
                .allSatisfy(
                        answer -> assertThat(answer.join().expect(503).error()).contains("long lists"));
        notes.release.countDown();
        for (CompletableFuture<ApiClient.Answer> answer : asked) {
            answer.get(10, TimeUnit.SECONDS);
        }
        Awaitility.await().until(() -> greedy.get("/notes/all").status() == 200);
    }

    @Test
    void theSameRequestInOtherWordsIsTheSameRequest() {
        ApiClient client = owner().with("Idempotency-Key", "meaning");
        var first = client.post("/notes", "{\"text\":\"walk\",\"weight_kg\":4}").expect(201);
        for (String again : List.of(
                " { \"weight_kg\" : 4.0 , \"text\" : \"walk\" } ",
                "{\"text\":\"w\\u0061lk\",\"weight_kg\":0.4e1}",
                "{\"text\":\"walk\",\"weight_kg\":4,\"unknown\":[1]}")) {
            var repeated = client.post("/notes", again).expect(201);
            assertThat(repeated.text()).isEqualTo(first.text());
            assertThat(repeated.header("Idempotency-Replayed")).isEqualTo("true");
        }
        client.post("/notes", "{\"text\":\"walk\",\"weight_kg\":4.5}").expect(422);
        client.post("/notes", "{\"text\":\"walk\"}").expect(422);
        ApiClient other = owner().with("Idempotency-Key", "null");
        var bare = other.post("/notes", "{\"text\":\"walk\"}").expect(201);
        assertThat(other.post("/notes", "{\"text\":\"walk\",\"weight_kg\":null}")
                        .expect(201)
                        .text())
                .isEqualTo(bare.text());
    }
}

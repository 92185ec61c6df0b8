package my.kilat.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.contract.identity.Role;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestPostgres;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.fixture.TestService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a service behaves while it stops, and while what it stands on is away. */
class ServiceStopTest {
    @Test
    void aRequestUnderWayIsAnsweredBeforeTheServiceStops() throws Exception {
        NotesService notes = new NotesService();
        TestService service = TestService.start(false, Map.of(), notes);
        ApiClient client = service.client(Role.OWNER);
        CompletableFuture<Answer> answer =
                CompletableFuture.supplyAsync(() -> client.post("/notes/" + UUID.randomUUID() + "/slowly"));
        assertThat(notes.reached.await(5, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(service::close);
        Awaitility.await().until(() -> !stopped.isDone());
        notes.release.countDown();
        assertThat(answer.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
        stopped.get(10, TimeUnit.SECONDS);
    }

    /** What says goodbye first can still be answered; what is closed last can still write. */
    @Test
    void whatAServiceHandsOverIsClosedInOrder() {
        List<String> closed = new CopyOnWriteArrayList<>();
        AtomicInteger port = new AtomicInteger();
        NotesService notes = new NotesService((context, assembly) -> {
            assembly.closing(() ->
                    closed.add("made first, database " + context.database().state()));
            assembly.closing(() -> closed.add("made second, " + status(port)));
            assembly.atStop(() -> closed.add("at stop, " + status(port)));
        });
        try (TestService service = TestService.start(false, Map.of(), notes)) {
            port.set(service.port());
            service.client().get("/health").expect(200);
        }
        assertThat(closed).containsExactly("at stop, 200", "made second, gone", "made first, database ok");
    }

    private static String status(AtomicInteger port) {
        try {
            return Integer.toString(ApiClient.at(port.get()).get("/health").status());
        } catch (RuntimeException e) {
            return "gone";
        }
    }

    @Test
    void theSameKeyWhileTheFirstRequestIsStillRunningIsAConflict() throws Exception {
        NotesService notes = new NotesService();
        try (TestService service = TestService.start(false, Map.of(), notes)) {
            ApiClient client = service.client(Role.OWNER).with("Idempotency-Key", "slow-1");
            String path = "/notes/" + UUID.randomUUID() + "/slowly";
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> client.post(path));
            assertThat(notes.reached.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(client.post(path).expect(409).error()).contains("still in progress");
            notes.release.countDown();
            assertThat(first.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(client.post(path).expect(200).header("Idempotency-Replayed"))
                    .isEqualTo("true");
        }
    }

    @Test
    void withoutItsDatabaseAServiceIsNotReadyAndSaysSo() {
        try (TestPostgres postgres = TestServers.newPostgres()) {
            TestDatabase database = postgres.createDatabase(false);
            Map<String, String> more = Map.of(
                    "DB_PORT", Integer.toString(database.port()),
                    "DB_NAME", database.name(),
                    "DB_POOL_WAIT", "1s");
            try (TestService service = TestService.start(false, more, new NotesService())) {
                ApiClient client = service.client(Role.OWNER);
                postgres.server().stop();
                Answer away = client.post("/notes", Map.of("text", "x"));
                assertThat(away.status()).isEqualTo(503);
                assertThat(away.error()).contains("database");
                assertThat(service.client().get("/readiness").status()).isEqualTo(503);
                assertThat(service.client().get("/health").status()).isEqualTo(200);
                postgres.server().start();
                Awaitility.await()
                        .until(() -> service.client().get("/readiness").status() == 200);
                client.post("/notes", Map.of("text", "x")).expect(201);
            }
        }
    }
}

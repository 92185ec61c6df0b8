package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestPostgres;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

/** The database or the broker is away for a while. */
class OutageTest {

    private static Map<String, String> settings(TestDatabase database, String brokers) {
        return Map.of(
                "DB_HOST", database.host(),
                "DB_PORT", Integer.toString(database.port()),
                "DB_NAME", database.name(),
                "DB_POOL_WAIT", "1s",
                "KAFKA_BROKERS", brokers);
    }

    @Test
    void whileTheDatabaseIsAwayRunnersAreFollowedAndNothingOfItIsLost() {
        try (TestPostgres postgres = TestServers.newPostgres();
                Stage stage = Stage.open(TestService.environment(
                        true,
                        settings(
                                postgres.createDatabase(true),
                                TestServers.kafka().bootstrapServers())))) {
            UUID user = stage.newRunnerAt(3.0, 101.7);
            stage.post(user, 3.0, 101.7).expect(200);
            postgres.server().kill();

            List<Double> sent = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                sent.add(3.0 + i / 100.0);
                stage.post(user, 3.0 + i / 100.0, 101.7).expect(200);
            }
            assertThat(stage.as(Role.OWNER)
                            .get("/api/v1/runners/nearby?latitude=3&longitude=101.7")
                            .expect(503)
                            .header("Retry-After"))
                    .isNotEmpty();
            assertThat(stage.runner(UUID.randomUUID())
                            .post("/api/v1/runners/me/location", Stage.place(3, 101))
                            .status())
                    .as("who is not known cannot be let in")
                    .isEqualTo(503);
            await().until(() ->
                    stage.events.all(EventType.RUNNER_LOCATION_UPDATE, user).size() == 21);

            stage.service.clock().advance(Duration.ofSeconds(61));
            assertThat(stage.post(user, 3.0, 101.7).status())
                    .as("what was known a minute ago may be wrong by now")
                    .isEqualTo(503);

            postgres.server().launch();
            postgres.server().awaitReady();
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
                List<Double> stored = stage.all(
                        Double.class,
                        "select st_y(place::geometry) from position where user_id = ? order by recorded_at offset 2",
                        user);
                assertThat(stored).containsExactlyElementsOf(sent);
            });
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> stage.runner(user)
                                    .get("/api/v1/runners/nearby?latitude=3.2&longitude=101.7&radius_km=0.1")
                                    .status()
                            == 200);
            ApiClient.Answer found =
                    stage.runner(user).get("/api/v1/runners/nearby?latitude=3.2&longitude=101.7&radius_km=0.1");
            assertThat(found.text()).contains(user.toString());
        }
    }

    @Test
    void whileTheBrokerIsAwaySessionsGoOnAndAreToldAfterwards() {
        try (LocalKafka broker = TestServers.newKafka();
                TestService service = TestService.start(
                        true, Map.of("KAFKA_BROKERS", broker.bootstrapServers()), new RunnerService())) {
            UUID user = UUID.randomUUID();
            ApiClient runner = service.client(Role.RUNNER, user);
            runner.post("/api/v1/runners", Stage.VAN).expect(201);
            broker.pause();
            try {
                runner.post("/api/v1/runners/me/online", Stage.place(3.1, 101.7))
                        .expect(200);
                for (int i = 0; i < 50; i++) {
                    runner.post("/api/v1/runners/me/location", Stage.place(3.1, 101.7))
                            .expect(200);
                }
                runner.post("/api/v1/runners/me/offline").expect(200);
            } finally {
                broker.resume();
            }
            var outbox = Stage.database(service.environment());
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                int waiting = outbox.withHandle(handle -> handle.select("select count(*) from outbox")
                        .mapTo(Integer.class)
                        .one());
                assertThat(waiting).isZero();
            });
        }
    }
}

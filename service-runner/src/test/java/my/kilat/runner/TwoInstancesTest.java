package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances of the service over one database: a runner may come to either of them at any time. */
class TwoInstancesTest {
    private static Stage stage;
    private static TestService other;

    @BeforeAll
    static void start() {
        stage = Stage.open();
        other = TestService.start(stage.service.environment(), new RunnerService());
    }

    @AfterAll
    static void stop() {
        other.close();
        stage.close();
    }

    private static ApiClient here(UUID user) {
        return stage.runner(user);
    }

    private static ApiClient there(UUID user) {
        return other.client(Role.RUNNER, user);
    }

    private static String nearby(TestService service, double latitude) {
        return service.client(Role.OWNER)
                .get("/api/v1/runners/nearby?radius_km=1&longitude=110&latitude=" + latitude)
                .expect(200)
                .text();
    }

    private static int post(ApiClient runner, double latitude) {
        return runner.post("/api/v1/runners/me/location", Stage.place(latitude, 110))
                .status();
    }

    @Test
    void whoIsOnlineHereIsFoundThere() {
        UUID user = stage.newRunnerAt(1.0, 110);
        assertThat(nearby(other, 1.0)).contains(user.toString());
        post(here(user), 1.1);
        await().untilAsserted(() ->
                assertThat(nearby(other, 1.1)).as("after the next flush").contains(user.toString()));
        assertThat(nearby(other, 1.0)).doesNotContain(user.toString());
    }

    @Test
    void whoWentOnlineHereMayPostThereAtOnce() {
        UUID user = stage.newRunner();
        assertThat(post(there(user), 1.2)).isEqualTo(400);
        stage.goOnline(user, 1.2, 110);
        assertThat(post(there(user), 1.2)).isEqualTo(200);
    }

    @Test
    void whoWentOfflineHereIsRefusedThereSoonAndNeverShown() {
        UUID user = stage.newRunnerAt(1.3, 110);
        assertThat(post(there(user), 1.3)).isEqualTo(200);
        stage.goOffline(user);
        post(there(user), 1.31); // perhaps let through for another moment
        assertThat(nearby(other, 1.31)).doesNotContain(user.toString());
        await().atMost(Duration.ofSeconds(3)).until(() -> post(there(user), 1.31) == 400);
        assertThat(nearby(stage.service, 1.31)).doesNotContain(user.toString());
    }

    @Test
    void aRideIsKnownAtBothWhicheverHeardOfIt() {
        List<UUID> runners =
                IntStream.range(0, 12).mapToObj(i -> stage.newRunner()).toList();
        for (UUID runner : runners) {
            UUID booking = UUID.randomUUID();
            stage.events.publish(Stage.accepted(booking, runner));
            stage.events.await(EventType.RUNNER_ASSIGNED, runner);
            assertThat(post(here(runner), 1.4)).isEqualTo(200);
            assertThat(post(there(runner), 1.4)).isEqualTo(200);
            stage.events.publish(Stage.completed(booking, runner));
            await().atMost(Duration.ofSeconds(5)).until(() -> post(here(runner), 1.4) == 400);
            await().atMost(Duration.ofSeconds(3)).until(() -> post(there(runner), 1.4) == 400);
        }
        runners.forEach(runner -> assertThat(stage.totalTrips(runner)).isEqualTo(1));
    }

    @Test
    void aNewRideOfARunnerOnlineIsNamedByBothSoon() {
        UUID runner = stage.newRunnerAt(1.6, 110);
        post(here(runner), 1.6);
        post(there(runner), 1.6);
        UUID booking = UUID.randomUUID();
        stage.events.publish(Stage.accepted(booking, runner));
        stage.events.await(EventType.RUNNER_ASSIGNED, runner);
        List<ApiClient> sides = List.of(here(runner), there(runner));
        for (ApiClient side : sides) {
            double latitude = side == sides.getFirst() ? 1.61 : 1.62;
            await().atMost(Duration.ofSeconds(3)).until(() -> {
                post(side, latitude);
                return stage.events.all(EventType.RUNNER_LOCATION_UPDATE, runner).stream()
                        .anyMatch(event -> event.data().path("latitude").asDouble() == latitude
                                && event.data().path("booking_id").asText().equals(booking.toString()));
            });
        }
    }

    @Test
    void togglingHereAndThereIsToldInTurns() {
        UUID user = stage.newRunner();
        for (int i = 0; i < 10; i++) {
            (i % 2 == 0 ? here(user) : there(user))
                    .post("/api/v1/runners/me/online", Stage.place(1, 110))
                    .expect(200);
            (i % 3 == 0 ? here(user) : there(user))
                    .post("/api/v1/runners/me/offline")
                    .expect(200);
        }
        await().until(() -> stage.events.types(Topic.RUNNER, user).size() == 20);
        List<String> told = stage.events.types(Topic.RUNNER, user);
        IntStream.range(0, 20)
                .forEach(i -> assertThat(told.get(i)).isEqualTo(i % 2 == 0 ? "runner.online" : "runner.offline"));
    }

    @Test
    void aSilentSessionIsEndedByOneOfThem() {
        List<UUID> runners = IntStream.range(0, 40)
                .mapToObj(i -> stage.newRunnerAt(1.5, 110))
                .toList();
        stage.silence(Duration.ofMinutes(16));
        runners.forEach(runner -> stage.events.await(EventType.RUNNER_OFFLINE, runner));
        stage.newRunnerAt(1.5, 110); // whatever else was to come has come before this one's event
        runners.forEach(runner -> assertThat(stage.events.types(Topic.RUNNER, runner))
                .containsExactly("runner.online", "runner.offline"));
    }

    @Test
    void aPostRightAfterOneAtTheOtherIsTheNewerOne() {
        UUID user = stage.newRunnerAt(1.7, 110);
        for (int i = 0; i < 20; i++) {
            post(i % 2 == 0 ? here(user) : there(user), 1.7 + i / 1024.0);
        }
        await().untilAsserted(() -> assertThat(stage.latitude(user)).isEqualTo(1.7 + 19 / 1024.0));
    }

    @Test
    void changesAreLearntFromEachOtherWhileALongTransactionRuns() {
        UUID user = stage.newRunnerAt(1.8, 110);
        assertThat(post(there(user), 1.8)).isEqualTo(200);
        stage.database.useTransaction(handle -> {
            handle.execute("select pg_current_xact_id()");
            stage.goOffline(user);
            await().atMost(Duration.ofSeconds(3)).until(() -> post(there(user), 1.8) == 400);
            stage.goOnline(user, 1.8, 110);
            assertThat(post(there(user), 1.8)).isEqualTo(200);
        });
        stage.goOffline(user);
        await().atMost(Duration.ofSeconds(3)).until(() -> post(there(user), 1.8) == 400);
    }

    @Test
    void whenVeryManyChangeAtOnceNobodyIsTakenForWhatTheyWere() {
        UUID user = stage.newRunnerAt(1.9, 110);
        assertThat(post(there(user), 1.9)).isEqualTo(200);
        stage.database.useTransaction(handle -> {
            handle.execute("insert into runner_duty (user_id) select gen_random_uuid() from generate_series(1, 12000)");
            handle.execute(
                    "update runner_duty set status = 'inactive', version = version + 1, changed_by = pg_current_xact_id()"
                            + " where user_id = ?",
                    user);
        });
        await().atMost(Duration.ofSeconds(3)).until(() -> post(there(user), 1.9) == 400);
    }
}

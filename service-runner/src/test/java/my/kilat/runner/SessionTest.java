package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Going online and offline, by one's own word or after a long silence. */
class SessionTest {
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.open();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static List<String> told(UUID user) {
        return stage.events.types(Topic.RUNNER, user).stream()
                .filter(type -> !type.equals("runner.location_update"))
                .toList();
    }

    private static Set<String> fields(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void goingOnlineIsToldWithTheUserIdAndThePlace() {
        UUID user = stage.newRunner();
        ApiClient.Answer answer = stage.runner(user)
                .post("/api/v1/runners/me/online", Stage.place(3.139, 101.6869))
                .expect(200);
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"data\":{\"message\":\"runner is now online\"}}");
        assertThat(stage.sessionStatus(user)).isEqualTo("active");

        var event = stage.events.await(EventType.RUNNER_ONLINE, user);
        assertThat(event.envelope().path("source").asText()).isEqualTo("service-runner");
        assertThat(event.envelope().path("subject").asText()).isEqualTo(user.toString());
        assertThat(fields(event.data()))
                .containsExactlyInAnyOrder("runner_id", "latitude", "longitude", "runner_profile_id", "occurred_at");
        assertThat(event.data().path("runner_id").asText()).isEqualTo(user.toString());
        assertThat(event.data().path("latitude").asDouble()).isEqualTo(3.139);
        assertThat(event.data().path("longitude").asDouble()).isEqualTo(101.6869);
        assertThat(event.data().path("runner_profile_id").asText())
                .isEqualTo(stage.runner(user)
                        .get("/api/v1/runners/me")
                        .data()
                        .path("id")
                        .asText());
    }

    @Test
    void goingOfflineNeedsNoBodyAndIsTold() {
        UUID user = stage.newRunnerAt(3.1, 101.7);
        ApiClient.Answer answer =
                stage.runner(user).post("/api/v1/runners/me/offline").expect(200);
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"data\":{\"message\":\"runner is now offline\"}}");
        assertThat(stage.sessionStatus(user)).isEqualTo("inactive");
        var event = stage.events.await(EventType.RUNNER_OFFLINE, user);
        assertThat(fields(event.data())).containsExactlyInAnyOrder("runner_id", "occurred_at");
        assertThat(event.data().path("runner_id").asText()).isEqualTo(user.toString());
    }

    @Test
    void onlineTwiceIsFineToldOnceAndMovesTheRunner() {
        UUID user = stage.newRunnerAt(-8.70, 115.20);
        stage.goOnline(user, -8.75, 115.20);
        stage.goOffline(user);
        stage.goOffline(user);
        stage.goOnline(user, -8.80, 115.20);
        await().untilAsserted(() ->
                assertThat(told(user)).containsExactly("runner.online", "runner.offline", "runner.online"));
        stage.goOffline(user);
        await().untilAsserted(() -> assertThat(told(user))
                .containsExactly("runner.online", "runner.offline", "runner.online", "runner.offline"));
    }

    @Test
    void whoNeverWasOnlineMayGoOfflineAndNobodyIsTold() {
        UUID user = stage.newRunner();
        stage.goOffline(user);
        stage.goOnline(user, 3.1, 101.7);
        stage.events.await(EventType.RUNNER_ONLINE, user);
        assertThat(told(user)).containsExactly("runner.online");
    }

    @Test
    void manyTogglesAtOnceAreToldInTurns() throws Exception {
        UUID user = stage.newRunner();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 40)
                    .forEach(i -> pool.submit(() -> {
                        if (i % 2 == 0) {
                            stage.goOnline(user, 3.1, 101.7);
                        } else {
                            stage.goOffline(user);
                        }
                    }));
        }
        stage.goOnline(user, 3.1, 101.7);
        stage.goOffline(user);
        String last = "runner.offline";
        await().untilAsserted(() -> {
            List<String> told = told(user);
            assertThat(told).isNotEmpty();
            assertThat(told.getLast()).isEqualTo(last);
            assertThat(told.size() % 2).isZero();
            IntStream.range(0, told.size())
                    .forEach(i -> assertThat(told.get(i)).isEqualTo(i % 2 == 0 ? "runner.online" : last));
        });
    }

    @Test
    void anIdempotencyKeyWorksHereToo() {
        UUID user = stage.newRunner();
        ApiClient client = stage.runner(user).with("Idempotency-Key", "toggle");
        client.post("/api/v1/runners/me/online", Stage.place(3.1, 101.7)).expect(200);
        stage.goOffline(user);
        assertThat(client.post("/api/v1/runners/me/online", Stage.place(3.1, 101.7))
                        .expect(200)
                        .header("Idempotency-Replayed"))
                .isEqualTo("true");
        assertThat(stage.sessionStatus(user)).isEqualTo("inactive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"latitude\":3}",
                "{\"latitude\":91,\"longitude\":101}",
                "{\"latitude\":3,\"longitude\":-180.5}",
                "{\"latitude\":\"3\",\"longitude\":101}",
                "{\"latitude\":null,\"longitude\":101}"
            })
    void aPlaceIsNeededToGoOnline(String body) {
        UUID user = stage.newRunner();
        assertThat(stage.runner(user)
                        .post("/api/v1/runners/me/online", body)
                        .expect(400)
                        .error())
                .isNotEmpty();
    }

    @Test
    void theEquatorAndTheFirstMeridianArePlaces() {
        UUID user = stage.newRunnerAt(0, 0);
        assertThat(stage.post(user, 0, 0).status()).isEqualTo(200);
    }

    @Test
    void aLongSilenceEndsTheSessionAndIsTold() {
        UUID silent = stage.newRunnerAt(3.1, 101.7);
        UUID talking = stage.newRunnerAt(3.1, 101.7);
        UUID riding = stage.newRunnerAt(3.1, 101.7);
        UUID booking = UUID.randomUUID();
        stage.events.publish(Stage.accepted(booking, riding));
        stage.events.await(EventType.RUNNER_ASSIGNED, riding);

        stage.silence(Duration.ofMinutes(14));
        stage.post(talking, 3.11, 101.71).expect(200);
        stage.silence(Duration.ofMinutes(2));

        stage.events.await(EventType.RUNNER_OFFLINE, silent);
        assertThat(stage.sessionStatus(silent)).isEqualTo("inactive");
        assertThat(stage.sessionStatus(talking)).isEqualTo("active");
        assertThat(stage.sessionStatus(riding)).isEqualTo("active");
        assertThat(stage.post(silent, 3.1, 101.7).expect(400).error())
                .isEqualTo("runner must be online to update location");
        assertThat(stage.as(Role.OWNER)
                        .get("/api/v1/runners/nearby?latitude=3.1&longitude=101.7&radius_km=50")
                        .text())
                .doesNotContain(silent.toString())
                .contains(talking.toString())
                .contains(riding.toString());

        stage.events.publish(Stage.completed(booking, riding));
        stage.events.await(EventType.RUNNER_OFFLINE, riding);
        stage.silence(Duration.ofMinutes(15));
        stage.events.await(EventType.RUNNER_OFFLINE, talking);
        assertThat(told(silent)).containsExactly("runner.online", "runner.offline");
    }

    @Test
    void manySilentSessionsEndTogether() {
        List<UUID> runners = IntStream.range(0, 30)
                .mapToObj(i -> stage.newRunnerAt(3.1, 101.7))
                .toList();
        stage.silence(Duration.ofMinutes(16));
        runners.forEach(runner -> stage.events.await(EventType.RUNNER_OFFLINE, runner));
        runners.forEach(runner -> assertThat(told(runner)).containsExactly("runner.online", "runner.offline"));
        int contradictions = stage.one(
                Integer.class,
                "select count(*) from runner_place join runner_duty using (user_id) where visible <> (status = 'active')");
        assertThat(contradictions).isZero();
    }

    @Test
    void aSessionThatCannotBeEndedKeepsNoOtherWaiting() {
        UUID broken = stage.newRunnerAt(3.1, 101.7);
        UUID other = stage.newRunnerAt(3.1, 101.7);
        stage.execute("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'refused'; end $$");
        stage.execute("create trigger refuse before update on runner_duty for each row when (old.user_id = '" + broken
                + "') execute function refuse()");
        stage.silence(Duration.ofMinutes(16));
        stage.events.await(EventType.RUNNER_OFFLINE, other);
        await().until(() -> stage.alarm("silent-sessions").contains(broken.toString()));
        assertThat(stage.sessionStatus(broken)).isEqualTo("active");
        stage.execute("drop trigger refuse on runner_duty");
        stage.events.await(EventType.RUNNER_OFFLINE, broken);
        await().until(() -> stage.alarm("silent-sessions").isEmpty());
        assertThat(told(broken)).containsExactly("runner.online", "runner.offline");
    }

    @Test
    void whoComesBackIsOnlineAgain() {
        UUID user = stage.newRunnerAt(3.1, 101.7);
        stage.silence(Duration.ofMinutes(16));
        stage.events.await(EventType.RUNNER_OFFLINE, user);
        stage.goOnline(user, 3.1, 101.7);
        assertThat(stage.post(user, 3.1, 101.7).status()).isEqualTo(200);
        assertThat(stage.sessionStatus(user)).isEqualTo("active");
    }
}

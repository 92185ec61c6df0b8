package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.time.Times;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances on machines whose clocks differ: nothing that runners send gets lost or out of order by it. */
class ClocksApartTest {
    private static final Duration APART = Duration.ofSeconds(40);

    private static Stage stage;
    private static TestService ahead;

    @BeforeAll
    static void start() {
        stage = Stage.open();
        ahead = TestService.start(stage.service.environment(), new RunnerService());
        ahead.clock().advance(APART);
    }

    @AfterAll
    static void stop() {
        ahead.close();
        stage.close();
    }

    private static ApiClient client(int turn, UUID user) {
        return turn % 2 == 0 ? ahead.client(Role.RUNNER, user) : stage.runner(user);
    }

    private static void post(int turn, UUID user, Map<String, Object> position) {
        client(turn, user).post("/api/v1/runners/me/location", position).expect(200);
    }

    private static List<Double> latitudes(int count) {
        return IntStream.range(0, count).mapToObj(i -> 1 + i / 1024.0).toList();
    }

    @Test
    void positionsThatComeToBothInTurnsKeepTheirOrderAndTheLastIsTheLast() {
        UUID user = stage.newRunnerAt(1, 111);
        int sent = 21;
        for (int i = 0; i < sent; i++) {
            post(i, user, Map.of("latitude", 1 + i / 1024.0, "longitude", 111));
        }
        await().until(() -> stage.positions(user) == sent + 1);
        assertThat(stage.all(
                        Double.class,
                        "select st_y(place::geometry) from position where user_id = ? order by recorded_at offset 1",
                        user))
                .isEqualTo(latitudes(sent));
        assertThat(stage.latitude(user)).isEqualTo(1 + (sent - 1) / 1024.0);
        await().until(() ->
                stage.events.all(EventType.RUNNER_LOCATION_UPDATE, user).size() == sent);
        List<Instant> told = stage.events.all(EventType.RUNNER_LOCATION_UPDATE, user).stream()
                .sorted((one, other) -> Double.compare(
                        one.data().path("latitude").asDouble(),
                        other.data().path("latitude").asDouble()))
                .map(event -> Times.parse(event.data().path("timestamp").asText()))
                .toList();
        assertThat(told).isSorted();
        assertThat(Duration.between(told.getFirst(), told.getLast())).isLessThan(APART);
    }

    @Test
    void whoWentOnlineAtTheOneAheadIsFollowedAtTheOther() {
        UUID user = stage.newRunner();
        ahead.client(Role.RUNNER, user)
                .post("/api/v1/runners/me/online", Stage.place(1.5, 111))
                .expect(200);
        stage.post(user, 1.51, 111).expect(200);
        await().untilAsserted(() -> assertThat(stage.latitude(user)).isEqualTo(1.51));
        Instant now = Instant.now().plusMillis(20);
        stage.post(user, 1.52, 111, now).expect(200);
        await().untilAsserted(() -> assertThat(stage.latitude(user)).isEqualTo(1.52));
        ahead.client(Role.RUNNER, user)
                .post("/api/v1/runners/me/online", Stage.place(1.53, 111))
                .expect(200);
        await().untilAsserted(() -> assertThat(stage.latitude(user)).isEqualTo(1.53));
    }

    @Test
    void aTimeThatOneTakesIsTakenByTheOther() {
        UUID user = stage.newRunnerAt(1.6, 111);
        for (int turn = 0; turn < 2; turn++) {
            ApiClient client = client(turn, user);
            Map<String, Object> early = Map.of(
                    "latitude",
                    1.6,
                    "longitude",
                    111,
                    "timestamp",
                    Instant.now().plusSeconds(100).toString());
            client.post("/api/v1/runners/me/location", early).expect(200);
            Map<String, Object> tooEarly = Map.of(
                    "latitude",
                    1.6,
                    "longitude",
                    111,
                    "timestamp",
                    Instant.now().plusSeconds(140).toString());
            client.post("/api/v1/runners/me/location", tooEarly).expect(400);
        }
    }

    @Test
    void aRunnerWhoSpeaksAtOneIsNotSilentForTheOtherHoweverFarItsClockIsAhead() {
        UUID silent = stage.newRunnerAt(1.7, 111);
        UUID talking = stage.newRunnerAt(1.7, 111);
        ahead.clock().advance(Duration.ofMinutes(30));
        try {
            stage.post(talking, 1.71, 111).expect(200);
            stage.database.useHandle(handle -> handle.execute(
                    "update runner_place set heard_at = heard_at - interval '16 minutes' where user_id = ?", silent));
            stage.events.await(EventType.RUNNER_OFFLINE, silent);
            assertThat(stage.sessionStatus(talking)).isEqualTo("active");
        } finally {
            ahead.clock().advance(Duration.ofMinutes(-30));
        }
    }

    @Test
    void aBookingGoesToWhoTookItLastThoughTheFirstInstanceOfBookingIsAhead() {
        UUID first = stage.newRunner();
        UUID second = stage.newRunner();
        UUID booking = UUID.randomUUID();
        Instant now = Instant.now();
        stage.events.publish(Stage.accepted(booking, first, 2, now.plus(APART)));
        stage.events.publish(Stage.accepted(booking, second, 4, now));
        stage.events.publish(Stage.accepted(booking, first, 2, now.plus(APART)));
        stage.events.await(EventType.RUNNER_ASSIGNED, second);
        stage.post(second, 1.8, 111).expect(200);
        await().until(() -> stage.post(first, 1.8, 111).status() == 400);
        stage.events.publish(Stage.cancelled(booking, CancelledByRole.OWNER));
        await().until(() -> stage.post(second, 1.8, 111).status() == 400);
        assertThat(stage.events.all(EventType.RUNNER_ASSIGNED, first)).hasSize(1);
    }
}

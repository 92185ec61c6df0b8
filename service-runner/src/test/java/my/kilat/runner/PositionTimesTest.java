package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.time.Times;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Positions that bring the time at which they were taken. */
class PositionTimesTest {
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.open();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static Instant secondsAgo(int seconds) {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(seconds);
    }

    private static boolean isFoundAt(UUID user, double latitude) {
        return stage.as(Role.OWNER)
                .get("/api/v1/runners/nearby?radius_km=1&longitude=102&latitude=" + latitude)
                .expect(200)
                .text()
                .contains(user.toString());
    }

    private static List<EventProbe.Seen> updates(UUID user) {
        return stage.events.all(EventType.RUNNER_LOCATION_UPDATE, user);
    }

    @Test
    void theTimeOfThePhoneIsToldAndKeptAndThatOfTheArrivalIsToldBesideIt() {
        UUID user = stage.newRunnerAt(2.0, 102);
        Instant taken = secondsAgo(90);
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        stage.post(user, 2.01, 102, taken).expect(200);
        stage.runner(user)
                .post(
                        "/api/v1/runners/me/location",
                        Map.of(
                                "latitude",
                                2.02,
                                "longitude",
                                102,
                                "recorded_at",
                                taken.plusMillis(250).toString()))
                .expect(200);
        await().until(() -> updates(user).size() == 2);
        assertThat(updates(user))
                .extracting(event -> Times.parse(event.data().path("timestamp").asText()))
                .containsExactly(taken, taken.plusMillis(250));
        assertThat(updates(user))
                .extracting(
                        event -> Times.parse(event.data().path("occurred_at").asText()))
                .allSatisfy(arrived -> assertThat(arrived).isBetween(before, Instant.now()));
        await().until(() -> stage.positions(user) == 3);
        assertThat(stage.all(
                        Instant.class,
                        "select recorded_at from position where user_id = ? order by recorded_at limit 2",
                        user))
                .containsExactly(taken, taken.plusMillis(250));
    }

    @Test
    void whatIsTooFarFromNowIsRefusedWithAReasonAndLeavesNoTrace() {
        UUID user = stage.newRunnerAt(2.1, 102);
        assertThat(stage.post(user, 2.1, 102, Instant.now().plusSeconds(150))
                        .expect(400)
                        .error())
                .isEqualTo(
                        "timestamp is more than 2 minutes in the future; set the clock of the phone, or send no time");
        assertThat(stage.post(user, 2.1, 102, Instant.now().minus(Duration.ofHours(25)))
                        .expect(400)
                        .error())
                .isEqualTo("timestamp is more than 24 hours in the past; such a position is not kept");
        assertThat(stage.runner(user)
                        .post(
                                "/api/v1/runners/me/location",
                                "{\"latitude\":2,\"longitude\":102,\"timestamp\":\"noon\"}")
                        .expect(400)
                        .error())
                .isEqualTo("timestamp is not a time such as 2026-02-12T10:00:00Z");
        assertThat(stage.runner(user)
                        .post("/api/v1/runners/me/location", "{\"latitude\":2,\"longitude\":102,\"timestamp\":12}")
                        .status())
                .isEqualTo(400);
        stage.post(user, 2.1, 102, Instant.now().plusSeconds(100)).expect(200);
        stage.post(user, 2.1, 102, Instant.now().minus(Duration.ofHours(23))).expect(200);
        await().until(() -> stage.positions(user) == 3);
    }

    @Test
    void anOlderPositionNeverBecomesTheLastOne() {
        UUID user = stage.newRunnerAt(2.2, 102);
        stage.post(user, 2.3, 102, secondsAgo(600)).expect(200);
        assertThat(isFoundAt(user, 2.2))
                .as("older than where the runner went online")
                .isTrue();
        assertThat(isFoundAt(user, 2.3)).isFalse();
        stage.post(user, 2.4, 102, secondsAgo(0)).expect(200);
        stage.post(user, 2.5, 102, secondsAgo(1)).expect(200);
        assertThat(isFoundAt(user, 2.4)).isTrue();
        stage.post(user, 2.6, 102).expect(200);
        assertThat(isFoundAt(user, 2.6)).as("what has no time is of now").isTrue();
        stage.post(user, 2.7, 102, secondsAgo(5)).expect(200);
        assertThat(isFoundAt(user, 2.6)).isTrue();
        await().until(() -> stage.positions(user) == 6);
        assertThat(stage.latitude(user)).isEqualTo(2.6);
    }

    @Test
    void aTrailThatArrivesInAnyOrderEndsWhereItEnded() {
        UUID user = stage.newRunner();
        stage.goOnline(user, 2.8, 102);
        stage.database.useHandle(handle -> handle.execute(
                "update runner_place set located_at = now() - interval '1 hour' where user_id = ?", user));
        Instant start = secondsAgo(300);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 60).boxed().toList());
        Collections.shuffle(order, new Random(7));
        order.forEach(i ->
                stage.post(user, 2.8 + i / 1024.0, 102, start.plusSeconds(i)).expect(200));
        await().until(() -> stage.positions(user) == 61);
        assertThat(stage.latitude(user)).isEqualTo(2.8 + 59 / 1024.0);
        assertThat(stage.all(
                        Double.class,
                        "select st_y(place::geometry) from position where user_id = ? order by recorded_at limit 60",
                        user))
                .isEqualTo(
                        IntStream.range(0, 60).mapToObj(i -> 2.8 + i / 1024.0).toList());
    }

    @Test
    void aPhoneWhoseClockIsAheadDoesNotHideWhatComesLaterWithoutATime() {
        UUID user = stage.newRunnerAt(2.9, 102);
        stage.post(user, 2.91, 102, Instant.now().plusSeconds(100)).expect(200);
        assertThat(isFoundAt(user, 2.91)).isTrue();
        stage.goOffline(user);
        stage.goOnline(user, 2.95, 102);
        assertThat(isFoundAt(user, 2.95)).isTrue();
        stage.post(user, 2.99, 102).expect(200);
        assertThat(isFoundAt(user, 2.99)).isTrue();
    }

    @Test
    void whoSendsOnlyOldPositionsIsNotSilent() {
        UUID user = stage.newRunnerAt(2.85, 102);
        stage.silence(Duration.ofMinutes(14));
        stage.post(user, 2.86, 102, secondsAgo(3_000)).expect(200);
        await().until(() -> stage.positions(user) == 2);
        UUID silent = stage.newRunnerAt(2.85, 102);
        stage.database.useHandle(handle -> handle.execute(
                "update runner_place set heard_at = heard_at - interval '16 minutes' where user_id = ?", silent));
        stage.silence(Duration.ofMinutes(2));
        stage.events.await(EventType.RUNNER_OFFLINE, silent);
        assertThat(stage.sessionStatus(user)).isEqualTo("active");
    }
}

package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Positions that cannot be right, that waited in a phone, or that come again. */
class DoubtfulPositionsTest {
    private static Tracking tracking;

    @BeforeAll
    static void start() {
        tracking = Tracking.start();
    }

    @AfterAll
    static void stop() {
        tracking.close();
    }

    private static RunnerLocationUpdate phone(
            Ride ride, double latitude, Instant taken, @Nullable Double accuracy, boolean buffered) {
        Instant arrived = Instant.now();
        return new RunnerLocationUpdate(
                ride.runner(),
                ride.booking(),
                latitude,
                101,
                40,
                0,
                taken,
                accuracy,
                80.0,
                true,
                buffered ? true : null,
                arrived);
    }

    /** A minute apart and 1.1 km, so 67 km/h. */
    private static RunnerLocationUpdate moving(Ride ride, int minute, boolean buffered) {
        return phone(ride, 3 + minute / 100.0, ride.minute(minute), null, buffered);
    }

    private static double kilometres(int minutes) {
        return Math.round(minutes * new Position(3, 101).kilometresTo(new Position(3.01, 101)) * 1000) / 1000.0;
    }

    private static List<Double> latitudes(JsonNode waypoints) {
        return waypoints.findValues("latitude").stream().map(JsonNode::asDouble).toList();
    }

    private static String ofTrip(Ride ride, String column) {
        return tracking.rows("select " + column + " from trip where booking_id = '" + ride.booking() + "'")
                .getFirst();
    }

    private static void awaitPositions(Ride ride, int positions) {
        Tracking.await(positions + " positions")
                .until(() -> ofTrip(ride, "positions").equals(Integer.toString(positions)));
    }

    private static double ruled(String rule) {
        return tracking.service()
                .client()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("kilat_tracking_positions_ruled_total"))
                .filter(line -> line.contains("rule=\"" + rule + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aFlaggedPositionIsShownAndCountsNeitherIntoTheDistanceNorIntoTheRoute() {
        Ride ride = tracking.underWay();
        double before = ruled("impossible_movement");
        try (SocketClient owner =
                SocketClient.open(tracking.port(), ride.booking() + "?token=" + TestTokens.owner(ride.owner()))) {
            tracking.publishAll(List.of(
                    moving(ride, 2, false),
                    phone(ride, 7, ride.minute(2).plusSeconds(30), null, false),
                    phone(ride, 3.025, ride.minute(2).plusSeconds(40), 350.0, false),
                    moving(ride, 3, false)));
            owner.await(4);
            assertThat(owner.latitudes()).containsExactly(3.02, 7.0, 3.025, 3.03);
        }
        JsonNode track = tracking.track(ride);
        assertThat(track.path("total_distance_km").asDouble()).isEqualTo(kilometres(1));
        assertThat(latitudes(track.path("waypoints"))).containsExactly(3.02, 7.0, 3.025, 3.03);
        assertThat(track.path("waypoints").valueStream().map(waypoint -> waypoint.has("flagged")))
                .containsExactly(false, true, true, false);
        JsonNode route = tracking.as(Role.OWNER, ride.owner())
                .get("/api/v1/tracking/" + ride.booking() + "/route")
                .expect(200)
                .json();
        assertThat(route.path("coordinates").toString()).isEqualTo("[[101.0,3.02],[101.0,3.03]]");
        assertThat(ruled("impossible_movement")).isEqualTo(before + 1);
    }

    @Test
    void theLastPositionIsShownToWhoeverComesThoughItIsFlagged() {
        Ride ride = tracking.underWay();
        tracking.publishAll(List.of(
                moving(ride, 2, false), phone(ride, 3.025, ride.minute(2).plusSeconds(40), 350.0, false)));
        awaitPositions(ride, 2);
        try (SocketClient owner =
                SocketClient.open(tracking.port(), ride.booking() + "?token=" + TestTokens.owner(ride.owner()))) {
            assertThat(owner.await(1).getFirst().path("latitude").asDouble()).isEqualTo(3.025);
        }
        tracking.stopService();
        tracking.startService();
        tracking.publishAll(List.of(moving(ride, 3, false)));
        awaitPositions(ride, 3);
        assertThat(tracking.track(ride).path("total_distance_km").asDouble())
                .as("the leg begins where the path ended")
                .isEqualTo(kilometres(1));
        assertThat(ofTrip(ride, "last_flagged")).isEqualTo("f");
    }

    @Test
    void ofPositionsThatComeTogetherTheNewestIsShownAndTheOthersAreStored() {
        Ride ride = tracking.underWay();
        try (SocketClient owner =
                SocketClient.open(tracking.port(), ride.booking() + "?token=" + TestTokens.owner(ride.owner()))) {
            tracking.publishAll(IntStream.rangeClosed(2, 22)
                    .mapToObj(minute -> moving(ride, minute, minute < 22))
                    .toList());
            owner.await(1);
            tracking.moved(ride, 3.23, 101, ride.minute(23));
            owner.await(2);
            assertThat(owner.latitudes()).containsExactly(3.22, 3.23);
        }
        assertThat(tracking.track(ride).path("waypoints")).hasSize(22);
        assertThat(tracking.track(ride).path("total_distance_km").asDouble()).isEqualTo(kilometres(21));
    }

    @Test
    void positionsSentAgainAreNotAddedAgainWhateverTheirOrder() {
        Ride ride = tracking.underWay();
        List<RunnerLocationUpdate> sent = new ArrayList<>(IntStream.rangeClosed(2, 41)
                .mapToObj(minute -> moving(ride, minute, minute < 41))
                .toList());
        sent.add(10, phone(ride, 8, ride.minute(11).plusSeconds(5), null, true));
        List<UUID> ids = tracking.publishAll(sent);
        awaitPositions(ride, 41);
        double before = ruled("duplicate");
        tracking.publishAgain(ids, sent);
        Collections.shuffle(sent, new Random(5));
        tracking.publishAll(sent);
        Tracking.await("both").until(() -> ruled("duplicate") == before + 82);
        assertThat(ofTrip(ride, "positions")).isEqualTo("41");
        assertThat(ofTrip(ride, "flagged")).isEqualTo("1");
        assertThat(tracking.track(ride).path("waypoints")).hasSize(41);
        assertThat(tracking.track(ride).path("total_distance_km").asDouble()).isEqualTo(kilometres(39));
    }

    @Test
    void whatWaitedInThePhoneOfARideBeforeIsNotOfThisOne() {
        Ride first = tracking.underWay();
        tracking.publishAll(List.of(moving(first, 2, false)));
        awaitPositions(first, 1);
        tracking.applied(tracking.events().publish(first.delivered(ConfirmedBy.RUNNER, 20)));
        Ride second = Ride.any().with(first.runner());
        tracking.events().publish(second.requested());
        tracking.applied(tracking.events().publish(second.accepted(1)));
        double before = ruled("before_trip");
        tracking.publishAll(List.of(
                phone(second, 3.04, second.minute(0), null, true),
                phone(second, 3.05, second.minute(2), null, true),
                phone(second, 3.06, second.minute(3), null, false)));
        awaitPositions(second, 2);
        assertThat(ruled("before_trip")).isEqualTo(before + 1);
        assertThat(latitudes(tracking.track(second).path("waypoints"))).containsExactly(3.05, 3.06);
        assertThat(latitudes(tracking.track(first).path("waypoints"))).containsExactly(3.02);
    }

    @Test
    void whereZeroMeetsZeroNobodyIsShown() {
        Ride ride = tracking.underWay();
        RunnerLocationUpdate nowhere =
                new RunnerLocationUpdate(ride.runner(), null, 0, 0, 0, 0, ride.minute(2), ride.minute(2));
        try (SocketClient owner =
                SocketClient.open(tracking.port(), ride.booking() + "?token=" + TestTokens.owner(ride.owner()))) {
            tracking.publishAll(List.of(nowhere, moving(ride, 3, false)));
            owner.await(1);
            assertThat(owner.latitudes()).containsExactly(3.03);
        }
        assertThat(tracking.track(ride).path("waypoints")).hasSize(1);
    }
}

package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.event.Topic;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.time.Times;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live positions say when a runner is expected and where they have arrived; each thing is told once. */
class ArrivalTimesTest {
    private static final double[] PICKUP = {3.139, 101.6869};
    private static final double[] DROPOFF = {3.15, 101.71};

    private Tracking tracking;

    @BeforeEach
    void start() {
        tracking = Tracking.start();
    }

    @AfterEach
    void stop() {
        tracking.close();
    }

    private List<String> told(Ride ride) {
        return tracking.events().types(Topic.TRIP, ride.booking()).stream()
                .filter(type -> !type.equals("trip.eta_updated"))
                .toList();
    }

    /** Waits until the trip of a ride was looked at with its newest position. */
    private void looked(Ride ride) {
        Tracking.await("a look")
                .until(() -> !tracking.rows("select 1 from trip t join trip_eta e on e.trip_id = t.id"
                                + " where t.booking_id = '" + ride.booking() + "' and e.seen_at = t.last_at")
                        .isEmpty());
    }

    private void moveClock(Duration by) {
        tracking.service().clock().advance(by);
    }

    @Test
    void theTrackSaysWhenTheRunnerIsExpected() {
        Ride ride = tracking.underWay();
        assertThat(tracking.track(ride).has("eta")).isFalse();
        tracking.moved(ride, 3.239, 101.6869, Instant.now());
        looked(ride);
        JsonNode eta = tracking.track(ride).path("eta");
        assertThat(eta.path("remaining_km").asDouble()).isEqualTo(11.119);
        assertThat(eta.path("late").asBoolean()).isFalse();
        Instant pickup = Times.parse(eta.path("pickup_at").asText());
        assertThat(Duration.between(pickup, Times.parse(eta.path("dropoff_at").asText())))
                .isBetween(Duration.ofSeconds(340), Duration.ofSeconds(342));
        assertThat(Duration.between(Instant.now(), pickup)).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(23));

        tracking.events().publish(ride.pickedUp(5));
        Tracking.await("aboard").until(() -> !tracking.track(ride).path("eta").has("pickup_at"));
        tracking.events().publish(ride.delivered(ConfirmedBy.RUNNER, 20));
        Tracking.await("over").until(() -> !tracking.track(ride).has("eta"));
    }

    @Test
    void arrivalsAreToldOnceThoughTwoInstancesLookAndPositionsComeAgain() {
        try (TestService another = tracking.another()) {
            assertThat(another.port()).isPositive();
            Ride ride = tracking.underWay();
            Instant now = Instant.now();
            tracking.moved(ride, PICKUP[0], PICKUP[1], now.minusSeconds(60));
            tracking.events().await(EventType.TRIP_RUNNER_ARRIVED, ride.booking());
            tracking.moved(ride, PICKUP[0] + 0.0001, PICKUP[1], now.minusSeconds(50));
            tracking.events().publish(ride.pickedUp(50));
            tracking.moved(ride, DROPOFF[0], DROPOFF[1], now.minusSeconds(40));
            tracking.events().publish(ride.at(DROPOFF[0], DROPOFF[1], now.minusSeconds(40)));
            moveClock(Duration.ofSeconds(20));
            Tracking.await("both").until(() -> told(ride).size() == 2);
            tracking.events().publish(ride.delivered(ConfirmedBy.RUNNER, 59));
            Tracking.await("the last look")
                    .until(() -> tracking.rows(
                                    "select 1 from trip t join trip_eta e on e.trip_id = t.id where e.due_at is not null"
                                            + " and t.booking_id = '" + ride.booking() + "'")
                            .isEmpty());
            assertThat(told(ride)).containsExactly("trip.runner_arrived", "trip.runner_arrived");
        }
    }

    @Test
    void aTripThatCannotBeUpdatedKeepsNoOtherWaiting() {
        Ride broken = tracking.underWay();
        Ride other = tracking.underWay();
        tracking.change("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'refused'; end $$");
        tracking.change("create trigger refuse before update on trip_eta for each row when (new.computed_at is not null"
                + " and new.trip_id = '" + trip(broken) + "') execute function refuse()");
        tracking.moved(broken, 3.239, 101.6869, Instant.now());
        tracking.moved(other, 3.239, 101.6869, Instant.now());
        tracking.change("update trip_eta set due_at = now() - interval '1 minute'");
        looked(other);
        Tracking.await("the alarm").until(() -> alarmed(broken));
        tracking.change("drop trigger refuse on trip_eta");
        moveClock(Duration.ofSeconds(20));
        looked(broken);
        Tracking.await("its end").until(() -> !alarmed(broken));
    }

    private String trip(Ride ride) {
        return tracking.rows("select id from trip where booking_id = '" + ride.booking() + "'")
                .getFirst();
    }

    private boolean alarmed(Ride ride) {
        return tracking.service()
                .client()
                .get("/health")
                .json()
                .path("alarms")
                .path("arrival-times")
                .asText()
                .contains(trip(ride));
    }

    @Test
    void anArrivalWhileNobodyLookedIsFoundAfterARestart() {
        Ride ride = tracking.underWay();
        tracking.stopService();
        Instant now = Instant.now();
        tracking.publishAll(List.of(
                ride.at(3.239, 101.6869, now.minusSeconds(90)),
                ride.at(PICKUP[0], PICKUP[1], now.minusSeconds(60)),
                ride.at(3.2, 101.6, now.minusSeconds(30))));
        tracking.startService();
        JsonNode arrived = tracking.events()
                .await(EventType.TRIP_RUNNER_ARRIVED, ride.booking())
                .data();
        assertThat(arrived.path("stop").asText()).isEqualTo("pickup");
        assertThat(arrived.path("arrived_at").asText()).isEqualTo(Times.format(now.minusSeconds(60)));
        assertThat(arrived.path("passed").asBoolean()).isFalse();
    }

    @Test
    void aFlaggedPositionIsNoArrival() {
        Ride ride = tracking.underWay();
        Instant now = Instant.now();
        tracking.moved(ride, 3.239, 101.6869, now.minusSeconds(60));
        looked(ride);
        tracking.events().publish(inaccurate(ride, PICKUP, now.minusSeconds(30)));
        tracking.moved(ride, 3.238, 101.6869, now.minusSeconds(20));
        moveClock(Duration.ofSeconds(20));
        looked(ride);
        tracking.events().publish(inaccurate(ride, PICKUP, now.minusSeconds(10)));
        Tracking.await("a flagged position")
                .until(() -> tracking.rows(
                                "select flagged from trip where booking_id = '" + ride.booking() + "' and last_flagged")
                        .equals(List.of("2")));
        Instant before = tracking.service().clock().instant();
        moveClock(Duration.ofSeconds(20));
        Tracking.await("a look at it")
                .until(() -> !tracking.rows(
                                "select 1 from trip t join trip_eta e on e.trip_id = t.id where t.booking_id = '"
                                        + ride.booking() + "' and e.due_at > '" + before.plusSeconds(30) + "'")
                        .isEmpty());
        assertThat(tracking.track(ride).path("eta").path("remaining_km").asDouble())
                .isEqualTo(11.008);
        tracking.moved(ride, 3.237, 101.6869, now.minusSeconds(5));
        moveClock(Duration.ofSeconds(20));
        looked(ride);
        assertThat(told(ride)).isEmpty();
    }

    @Test
    void noArrivalTimeIsDerivedFromABufferedPosition() {
        Ride ride = tracking.underWay();
        Instant now = Instant.now();
        UUID buffered = tracking.events()
                .publish(new RunnerLocationUpdate(
                        ride.runner(),
                        null,
                        3.239,
                        101.6869,
                        40,
                        0,
                        now.minusSeconds(60),
                        null,
                        null,
                        null,
                        true,
                        now));
        Tracking.await("a buffered position")
                .until(() -> !tracking.rows("select 1 from waypoint where id = '" + buffered + "'")
                        .isEmpty());
        moveClock(Duration.ofSeconds(20));
        Instant due = tracking.service().clock().instant().plusSeconds(10);
        Tracking.await("a look")
                .until(() -> !tracking.rows(
                                "select 1 from trip t join trip_eta e on e.trip_id = t.id where t.booking_id = '"
                                        + ride.booking() + "' and e.due_at > '" + due + "'")
                        .isEmpty());
        assertThat(tracking.track(ride).has("eta")).isFalse();
        tracking.moved(ride, 3.238, 101.6869, now.minusSeconds(30));
        moveClock(Duration.ofSeconds(20));
        looked(ride);
        assertThat(tracking.track(ride).path("eta").path("remaining_km").asDouble())
                .isEqualTo(11.008);
    }

    private static RunnerLocationUpdate inaccurate(Ride ride, double[] place, Instant taken) {
        return new RunnerLocationUpdate(
                ride.runner(), null, place[0], place[1], 40, 0, taken, 500.0, null, null, null, taken);
    }

    @Test
    void aDelayIsToldOnce() {
        try (TestService another = tracking.another()) {
            Ride ride = tracking.underWay();
            tracking.moved(ride, 3.189, 101.6869, Instant.now());
            looked(ride);
            for (int minute = 1; minute <= 3; minute++) {
                moveClock(Duration.ofMinutes(5));
                another.clock().advance(Duration.ofMinutes(5));
                tracking.moved(
                        ride,
                        3.239 + minute / 1000.0,
                        101.6869,
                        tracking.service().clock().instant());
                looked(ride);
            }
            JsonNode delayed = tracking.events()
                    .await(EventType.TRIP_DELAYED, ride.booking())
                    .data();
            assertThat(delayed.path("stop").asText()).isEqualTo("pickup");
            assertThat(told(ride)).containsExactly("trip.delayed");
            assertThat(tracking.track(ride).path("eta").path("late").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void aRideThatIsPlannedIsNotLateBeforeItsTime() {
        Instant start = tracking.service().clock().instant().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        Instant planned = start.plus(Duration.ofHours(2));
        Ride ride = tracking.underWay(planned);
        waitsAt(ride, 3.189, start);
        JsonNode eta = tracking.track(ride).path("eta");
        assertThat(eta.path("pickup_at").asText()).isEqualTo(Times.format(planned));
        waitsAt(ride, 3.239, start.plus(Duration.ofMinutes(90)));
        assertThat(tracking.track(ride).path("eta").path("late").asBoolean()).isFalse();
        waitsAt(ride, 3.238, planned);
        JsonNode delayed =
                tracking.events().await(EventType.TRIP_DELAYED, ride.booking()).data();
        assertThat(delayed.path("planned_at").asText()).isEqualTo(Times.format(planned));
        assertThat(told(ride)).containsExactly("trip.delayed");
    }

    @Test
    void anotherTimeOfARideIsAnotherArrivalTimeAtOnce() {
        Instant start = tracking.service().clock().instant().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        Instant later = start.plus(Duration.ofHours(3));
        Ride ride = tracking.underWay(start.plus(Duration.ofHours(2)));
        waitsAt(ride, 3.189, start);
        tracking.events().publish(ride.plannedFor(later, 2));
        Tracking.await("an estimate, though no time has passed")
                .until(() -> tracking.track(ride)
                        .path("eta")
                        .path("pickup_at")
                        .asText()
                        .equals(Times.format(later)));
        tracking.applied(tracking.events().publish(ride.plannedFor(start.plus(Duration.ofHours(2)), 1)));
        moveClock(Duration.ofSeconds(20));
        waitsAt(ride, 3.188, tracking.service().clock().instant());
        assertThat(tracking.track(ride).path("eta").path("pickup_at").asText())
                .as("the earlier version comes too late")
                .isEqualTo(Times.format(later));
        assertThat(told(ride)).isEmpty();
    }

    @Test
    void aTripWhoseRequestWasLostHasAnArrivalTimeAsWell() {
        Ride ride = Ride.any();
        tracking.events().publish(ride.accepted(1));
        tracking.events().await(EventType.TRACKING_STARTED, ride.booking());
        tracking.moved(ride, 3.239, 101.6869, Instant.now());
        looked(ride);
        assertThat(tracking.track(ride).path("eta").path("remaining_km").asDouble())
                .isEqualTo(11.119);
    }

    @Test
    void aTripThatBeganWithItsPickUpHasAnArrivalTimeOnceItIsKnownWhereItGoes() {
        Ride ride = Ride.any();
        tracking.events().publish(ride.pickedUp(5));
        tracking.events().await(EventType.TRACKING_STARTED, ride.booking());
        tracking.moved(ride, 3.239, 101.6869, Instant.now());
        assertThat(tracking.track(ride).has("eta")).isFalse();
        tracking.events().publish(ride.accepted(1));
        Tracking.await("an arrival time, though no time has passed")
                .until(() -> tracking.track(ride).has("eta"));
    }

    /** The runner of a ride is somewhere north of the pickup at that moment. */
    private void waitsAt(Ride ride, double latitude, Instant moment) {
        moveClock(Duration.between(tracking.service().clock().instant(), moment));
        tracking.moved(ride, latitude, 101.6869, moment);
        looked(ride);
    }

    @Test
    void onlyASocketThatAsksForItHearsWhenTheRunnerIsExpected() {
        Ride ride = tracking.underWay();
        String address = ride.booking() + "?token=" + TestTokens.owner(ride.owner());
        try (SocketClient asks = SocketClient.open(tracking.port(), address + "&events=eta");
                SocketClient doesNot = SocketClient.open(tracking.port(), address + "&events=status")) {
            tracking.moved(ride, 3.239, 101.6869, Instant.now());
            Tracking.await("an arrival time").until(() -> asks.etas() == 1);
            tracking.moved(ride, 3.238, 101.6869, Instant.now());
            doesNot.await(2);
            assertThat(doesNot.etas()).isZero();
            try (SocketClient later = SocketClient.open(tracking.port(), address + "&events=status,eta")) {
                later.await(2);
                assertThat(later.etas()).isEqualTo(1);
            }
        }
    }
}

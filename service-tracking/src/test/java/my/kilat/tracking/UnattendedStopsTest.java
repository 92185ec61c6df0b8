package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.time.Times;
import my.kilat.tracking.domain.Progress;
import my.kilat.tracking.domain.Sighting;
import my.kilat.tracking.domain.StopRules;
import my.kilat.tracking.store.Sightings;
import my.kilat.tracking.store.TripProgress;
import my.kilat.tracking.welfare.UnattendedStops;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A vehicle that stands for too long with a pet aboard is told once, by whichever instance looks, and without a position. */
class UnattendedStopsTest {
    private Tracking tracking;

    @BeforeEach
    void start() {
        // The test runs at any time of the day.
        tracking = Tracking.start(Map.of("UNATTENDED_STOP_AFTER_IN_HEAT", "10m"));
    }

    @AfterEach
    void stop() {
        tracking.close();
    }

    private Instant now() {
        return tracking.service().clock().instant();
    }

    private long told(Ride ride) {
        return tracking.events().types(Topic.TRIP, ride.booking()).stream()
                .filter("trip.unattended_stop"::equals)
                .count();
    }

    /** Waits until the trip of a ride was looked at after this moment. */
    private void looked(Ride ride, Instant moment) {
        Tracking.await("a look")
                .until(() -> !tracking.rows(
                                "select 1 from trip t join trip_eta e on e.trip_id = t.id where t.booking_id = '"
                                        + ride.booking() + "' and e.due_at > '" + moment.plusSeconds(10) + "'")
                        .isEmpty());
    }

    private void standsAt(Ride ride, double latitude, double longitude) {
        tracking.moved(ride, latitude, longitude, now());
        Tracking.await("where it stands")
                .until(() -> !tracking.rows("select 1 from trip_standing s join trip t on t.id = s.trip_id"
                                + " where t.booking_id = '" + ride.booking() + "' and s.latitude = " + latitude)
                        .isEmpty());
    }

    private void isConfirmed(Ride ride) {
        Tracking.await("that it stands")
                .until(() -> !tracking.rows("select 1 from trip_standing s join trip t on t.id = s.trip_id"
                                + " where t.booking_id = '" + ride.booking() + "' and s.is_confirmed")
                        .isEmpty());
    }

    private boolean alarmed() {
        return tracking.service().client().get("/health").text().contains("unattended-stops");
    }

    private Ride aboard() {
        Ride ride = tracking.underWay();
        tracking.applied(tracking.events().publish(ride.pickedUp(50)));
        return ride;
    }

    @Test
    void aStopIsToldOnceByTwoInstancesAndTheNextOneAgain() {
        try (TestService another = tracking.another()) {
            Ride ride = aboard();
            standsAt(ride, 3.145, 101.7);
            advance(another, Duration.ofSeconds(61));
            tracking.moved(ride, 3.1451, 101.7, now());
            isConfirmed(ride);
            advance(another, Duration.ofMinutes(8));
            looked(ride, now());
            assertThat(told(ride)).isZero();

            advance(another, Duration.ofMinutes(2));
            tracking.events().await(EventType.TRIP_UNATTENDED_STOP, ride.booking());
            Tracking.await("the alarm").until(this::alarmed);
            advance(another, Duration.ofMinutes(20));
            looked(ride, now());
            assertThat(told(ride)).isEqualTo(1);

            standsAt(ride, 3.147, 101.703);
            Tracking.await("no alarm").until(() -> !alarmed());
            advance(another, Duration.ofMinutes(2));
            tracking.moved(ride, 3.1471, 101.703, now());
            isConfirmed(ride);
            advance(another, Duration.ofMinutes(9));
            Tracking.await("another stop").until(() -> told(ride) == 2);

            tracking.events().publish(ride.delivered(ConfirmedBy.RUNNER, 59));
            Tracking.await("nothing is left of it")
                    .until(() -> tracking.rows("select 1 from trip_standing").isEmpty());
            Tracking.await("no alarm").until(() -> !alarmed());
        }
    }

    @Test
    void nothingIsToldWhileNewerPositionsMayWaitToBeRead() {
        Ride ride = aboard();
        standsAt(ride, 3.145, 101.7);
        tracking.moved(ride, 3.1451, 101.7, now().plusSeconds(61));
        isConfirmed(ride);
        UUID trip = UUID.fromString(tracking.rows("select id from trip where booking_id = '" + ride.booking() + "'")
                .getFirst());
        try (Database database = Database.open(
                DatabaseSettings.from(tracking.environment(), "tracking"),
                "tracking",
                tracking.service().host().meters())) {
            assertThat(lookAfterQuarterOfAnHour(database, trip, false)).isEmpty();
            assertThat(lookAfterQuarterOfAnHour(database, trip, true)).hasSize(1);
        }
    }

    private List<UnattendedStop> lookAfterQuarterOfAnHour(Database database, UUID trip, boolean positionsRead) {
        UnattendedStops stops = new UnattendedStops(
                new StopRules(Duration.ofMinutes(10), Duration.ofMinutes(10), 11, 16, Times.KUALA_LUMPUR),
                () -> positionsRead);
        List<Sighting> seen = new Sightings(database).of(List.of(trip));
        List<UnattendedStop> told = new ArrayList<>();
        Tracking.await("the lock of the trip")
                .until(() -> database.transact(tx -> {
                    Map<UUID, Progress> progress = TripProgress.lock(tx, List.of(trip));
                    told.addAll(stops.look(tx, seen, progress, stops.mayTell(), now().plus(Duration.ofMinutes(15))));
                    return !progress.isEmpty();
                }));
        return told;
    }

    private void advance(TestService another, Duration by) {
        another.clock().advance(by);
        tracking.service().clock().advance(by);
    }

    @Test
    void aStopWhileNobodyLookedIsToldAfterARestart() {
        Ride ride = aboard();
        standsAt(ride, 3.145, 101.7);
        Instant began = now();
        tracking.stopService();
        tracking.publishAll(List.of(ride.at(3.1451, 101.7, began.plusSeconds(90))));
        tracking.startService();
        isConfirmed(ride);
        assertThat(told(ride)).isZero();
        tracking.service().clock().advance(Duration.ofMinutes(11));
        tracking.events().await(EventType.TRIP_UNATTENDED_STOP, ride.booking());
    }
}

package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.event.Topic;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.time.Times;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Positions of runners become waypoints of the trips they are on. */
class WaypointsTest {
    private static Tracking tracking;
    private static EventProbe events;

    @BeforeAll
    static void start() {
        tracking = Tracking.start();
        events = tracking.events();
    }

    @AfterAll
    static void stop() {
        tracking.close();
    }

    private static String count(Ride ride) {
        return tracking.rows("select count(*) from waypoint w join trip t on t.id = w.trip_id where t.booking_id = '"
                        + ride.booking() + "'")
                .getFirst();
    }

    private static String route(Ride ride) {
        return tracking.as(Role.OWNER, ride.owner())
                .get("/api/v1/tracking/" + ride.booking() + "/route")
                .expect(200)
                .text();
    }

    @Test
    void aPositionIsStoredAndToldOn() {
        Ride ride = tracking.underWay();
        tracking.moved(ride, 3.1432, 101.6944, ride.minute(2));
        JsonNode waypoint = tracking.track(ride).path("waypoints").path(0);
        assertThat(waypoint.path("latitude").asDouble()).isEqualTo(3.1432);
        assertThat(waypoint.path("longitude").asDouble()).isEqualTo(101.6944);
        assertThat(waypoint.path("speed_kmh").asDouble()).isEqualTo(42.5);
        assertThat(waypoint.path("heading_degrees").asDouble()).isEqualTo(71);
        assertThat(waypoint.path("recorded_at").asText()).isEqualTo(Times.format(ride.minute(2)));

        JsonNode told = events.await(EventType.TRACKING_UPDATED, ride.booking()).data();
        assertThat(told.path("track_id")).isEqualTo(tracking.track(ride).path("id"));
        assertThat(told.path("runner_id").asText()).isEqualTo(ride.runner().toString());
        assertThat(told.path("owner_id").asText()).isEqualTo(ride.owner().toString());
        assertThat(told.path("latitude").asDouble()).isEqualTo(3.1432);
        assertThat(told.path("longitude").asDouble()).isEqualTo(101.6944);
        assertThat(told.path("speed_kmh").asDouble()).isEqualTo(42.5);
        assertThat(told.path("heading_degrees").asDouble()).isEqualTo(71);
        assertThat(told.path("recorded_at").asText()).isEqualTo(Times.format(ride.minute(2)));
        assertThat(told.has("occurred_at")).isTrue();
    }

    @Test
    void theSamePositionAgainIsNotASecondWaypoint() {
        Ride ride = tracking.underWay();
        UUID id = UUID.randomUUID();
        RunnerLocationUpdate position = ride.at(3.1432, 101.6944, ride.minute(2));
        for (int i = 0; i < 5; i++) {
            events.publish(id, position);
        }
        tracking.moved(ride, 3.1433, 101.6945, ride.minute(3));
        assertThat(count(ride)).isEqualTo("2");
        Tracking.await("both told")
                .until(() ->
                        events.all(EventType.TRACKING_UPDATED, ride.booking()).size() == 2);
    }

    @Test
    void aBurstWithoutTimesOfItsOwnKeepsItsOrder() {
        Ride ride = tracking.underWay();
        Instant now = ride.minute(2);
        int burst = 300;
        for (int i = 0; i < burst; i++) {
            events.publish(ride.at(3 + i / 1000.0, 101, now));
        }
        Tracking.await("the burst").until(() -> count(ride).equals(Integer.toString(burst)));
        List<Double> inOrder =
                IntStream.range(0, burst).mapToObj(i -> 3 + i / 1000.0).toList();
        assertThat(tracking.track(ride).path("waypoints").findValues("latitude").stream()
                        .map(JsonNode::asDouble))
                .isEqualTo(inOrder);
        Tracking.await("all told")
                .until(() ->
                        events.all(EventType.TRACKING_UPDATED, ride.booking()).size() == burst);
        assertThat(events.all(EventType.TRACKING_UPDATED, ride.booking()).stream()
                        .map(seen -> seen.data().path("latitude").asDouble()))
                .isEqualTo(inOrder);
    }

    @Test
    void theWayIsInOrderOfTimeHoweverItArrives() {
        Ride ride = tracking.underWay();
        tracking.moved(ride, 3.15, 101.71, ride.minute(5));
        tracking.moved(ride, 3.139, 101.6869, ride.minute(4));
        assertThat(route(ride)).isEqualTo("{\"type\":\"LineString\",\"coordinates\":[[101.6869,3.139],[101.71,3.15]]}");
        assertThat(tracking.track(ride).path("total_distance_km").asDouble())
                .as("so far")
                .isEqualTo(2.841);
    }

    @Test
    void aRouteIsALineFromTheFirstPointOnAndEmptyBefore() {
        Ride ride = Ride.any();
        tracking.applied(events.publish(ride.requested()));
        String nothing = "{\"type\":\"LineString\",\"coordinates\":[]}";
        assertThat(route(ride)).as("before there is a trip").isEqualTo(nothing);
        tracking.applied(events.publish(ride.accepted(1)));
        assertThat(route(ride)).as("before the first point").isEqualTo(nothing);
        tracking.moved(ride, 3.139, 101.6869, ride.minute(2));
        assertThat(route(ride)).isEqualTo("{\"type\":\"LineString\",\"coordinates\":[[101.6869,3.139]]}");
        assertThat(tracking.as(Role.OWNER, ride.owner())
                        .get("/api/v1/tracking/" + ride.booking() + "/route")
                        .header("Content-Type"))
                .isEqualTo("application/geo+json");
    }

    @Test
    void whatIsNoPlaceIsDroppedAndNothingWaitsForIt() {
        Ride ride = tracking.underWay();
        events.publish(ride.at(91, 101, ride.minute(2)));
        events.publish(ride.at(3, -181, ride.minute(2)));
        tracking.moved(ride, 3, 101, ride.minute(3));
        assertThat(count(ride)).isEqualTo("1");
    }

    @Test
    void aPositionWithoutItsRunnerGoesToTheDeadLettersAloneAndHoldsUpNothing() {
        String key = UUID.randomUUID().toString();
        Ride ride = tracking.underWay();
        events.send(
                Topic.RUNNER.wireName(),
                key,
                "{\"id\":\"%s\",\"type\":\"runner.location_update\",\"data\":{\"latitude\":3,\"longitude\":101}}"
                        .formatted(UUID.randomUUID())
                        .getBytes());
        tracking.moved(ride, 3, 101, ride.minute(3));
        events.await(
                "the dead letter",
                seen -> seen.topic().equals(Topic.RUNNER.deadLetters())
                        && seen.key().equals(key));
    }

    @Test
    void onlyWhoIsOnATripLeavesWaypoints() {
        Ride other = tracking.underWay();
        Ride idle = Ride.any();
        Ride requested = Ride.any();
        tracking.applied(events.publish(requested.requested()));
        events.publish(idle.at(3, 101, idle.minute(2)));
        events.publish(requested.at(3, 101, requested.minute(2)));
        tracking.moved(other, 3, 101, other.minute(2));
        assertThat(count(requested)).isEqualTo("0");
        assertThat(tracking.track(other).path("waypoints")).hasSize(1);
    }

    @Test
    void afterTheEndOfATripNothingIsAddedToIt() {
        Ride ride = tracking.underWay();
        Ride witness = tracking.underWay();
        tracking.moved(ride, 3.139, 101.6869, ride.minute(2));
        tracking.applied(events.publish(ride.delivered(ConfirmedBy.RUNNER, 20)));
        events.publish(ride.at(3.15, 101.71, ride.minute(19)));
        events.publish(ride.at(3.15, 101.71, ride.minute(21)));
        tracking.moved(witness, 3, 101, witness.minute(2));
        Tracking.await("a round of positions")
                .during(Duration.ofMillis(500))
                .until(() -> count(ride).equals("1"));
        assertThat(tracking.track(ride).path("total_distance_km").asDouble()).isZero();
    }

    @Test
    void aRunnerWithTwoRidesIsOnBothTrips() {
        Ride first = tracking.underWay();
        Ride second = Ride.any().with(first.runner());
        events.publish(second.requested());
        tracking.applied(events.publish(second.accepted(1)));
        tracking.moved(first, 3.139, 101.6869, first.minute(2));
        assertThat(tracking.track(first).path("waypoints")).hasSize(1);
        assertThat(tracking.track(second).path("waypoints")).hasSize(1);
        events.await(EventType.TRACKING_UPDATED, first.booking());
        events.await(EventType.TRACKING_UPDATED, second.booking());
    }
}

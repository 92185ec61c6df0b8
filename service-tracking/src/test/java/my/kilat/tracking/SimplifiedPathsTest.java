package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** After the end of a trip its waypoints are those that its line needs; its distance stays that of the recorded path. */
class SimplifiedPathsTest {
    private static Tracking tracking;

    @BeforeAll
    static void start() {
        tracking = Tracking.start(Map.of("WAYPOINT_SIMPLIFICATION", "50ms"));
    }

    @AfterAll
    static void stop() {
        tracking.close();
    }

    /** Straight north, a waypoint a second and 11 metres, with a corner to the east of 55 metres at every thousandth. */
    private static Ride withWaypoints(int waypoints) {
        Ride ride = tracking.underWay();
        tracking.change("""
                insert into waypoint (trip_id, recorded_at, id, latitude, longitude, speed_kmh, heading_degrees)
                select t.id, timestamptz '%s' + n * interval '1 second', gen_random_uuid(), n / 1e4,
                       101 + case when n %% 1000 = 500 then 5e-4 else 0 end, 40, 0
                from trip t, generate_series(0, %d - 1) n where t.booking_id = '%s'""".formatted(ride.minute(2), waypoints, ride.booking()));
        tracking.change("""
                update trip t set positions = %1$d, waypoints = %1$d, total_distance_km = 12.3456, last_id = w.id,
                    last_at = w.recorded_at, last_latitude = w.latitude, last_longitude = w.longitude,
                    last_speed_kmh = w.speed_kmh, last_heading_degrees = w.heading_degrees
                from waypoint w where t.booking_id = '%2$s' and w.trip_id = t.id
                  and w.recorded_at = (select max(recorded_at) from waypoint where trip_id = t.id)""".formatted(waypoints, ride.booking()));
        return ride;
    }

    private static void end(Ride ride) {
        tracking.applied(tracking.events().publish(ride.delivered(ConfirmedBy.RUNNER, 20)));
    }

    private static void awaitSimplified(Ride ride) {
        Tracking.await("simplified")
                .until(() -> tracking.rows("select id from trip where is_simplified and booking_id = '" + ride.booking()
                                        + "'")
                                .size()
                        == 1);
    }

    private static void assertSimplified(Ride ride, int thousands) {
        JsonNode track = tracking.track(ride);
        // both ends, each corner with its neighbours, and the ends of the pieces
        int corners = 3 * thousands;
        int pieces = thousands / 5;
        assertThat(track.path("waypoints").size()).isBetween(corners + 2, corners + 2 + pieces);
        assertThat(track.path("waypoints").path(0).path("latitude").asDouble()).isZero();
        assertThat(track.path("waypoints")
                        .path(track.path("waypoints").size() - 1)
                        .path("latitude")
                        .asDouble())
                .isEqualTo((thousands * 1000 - 1) / 1e4);
        assertThat(track.path("total_distance_km").asDouble()).isEqualTo(12.346);
    }

    @Test
    void aLongPathIsSimplifiedPieceByPieceAndOneUnderWayIsNot() {
        Ride live = withWaypoints(2_000);
        Ride ended = withWaypoints(23_000);
        end(ended);
        awaitSimplified(ended);
        assertSimplified(ended, 23);
        assertThat(tracking.rows("select t.id from trip t join waypoint w on w.trip_id = t.id where t.booking_id = '"
                        + live.booking() + "'"))
                .hasSize(2_000);
    }

    @Test
    void aPathThatWasLeftHalfWayGoesOnFromThere() {
        tracking.stopService();
        tracking.startService();
        Ride ride = withWaypoints(12_000);
        // An instance that died after its first piece: what it has kept is not looked at again.
        tracking.change("""
                update trip t set simplified_to_at = w.recorded_at, simplified_to_seq = w.seq
                from waypoint w where t.booking_id = '%s' and w.trip_id = t.id and w.latitude = 4999 / 1e4""".formatted(ride.booking()));
        end(ride);
        awaitSimplified(ride);
        assertThat(tracking.rows("select t.id from trip t join waypoint w on w.trip_id = t.id where t.booking_id = '"
                        + ride.booking() + "' and w.latitude < 4999 / 1e4"))
                .hasSize(4_999);
        assertThat(tracking.rows("select t.id from trip t join waypoint w on w.trip_id = t.id where t.booking_id = '"
                        + ride.booking() + "' and w.latitude >= 4999 / 1e4"))
                .hasSizeBetween(23, 25);
    }

    @Test
    void twoInstancesSimplifyEachPathOnce() {
        try (TestService second = tracking.another()) {
            assertThat(second.port()).isNotEqualTo(tracking.port());
            Ride first = withWaypoints(6_000);
            Ride other = withWaypoints(6_000);
            end(first);
            end(other);
            awaitSimplified(first);
            awaitSimplified(other);
            assertSimplified(first, 6);
            assertSimplified(other, 6);
        }
    }

    @Test
    void flaggedWaypointsStayAndAreNoCornersOfTheLine() {
        Ride ride = withWaypoints(1_000);
        tracking.change("""
                update waypoint w set flagged = true, longitude = 105
                from trip t where t.booking_id = '%s' and w.trip_id = t.id and w.latitude = 200 / 1e4""".formatted(ride.booking()));
        end(ride);
        awaitSimplified(ride);
        JsonNode waypoints = tracking.track(ride).path("waypoints");
        assertThat(waypoints).hasSize(6);
        assertThat(waypoints.path(1).path("flagged").asBoolean()).isTrue();
    }

    @Test
    void aPathThatCannotBeSimplifiedStaysAndKeepsNoOtherWaiting() {
        Ride broken = withWaypoints(1_500);
        Ride next = withWaypoints(1_000);
        refuse("P0001");
        try {
            end(broken);
            awaitSimplified(broken);
            end(next);
            awaitSimplified(next);
            assertThat(waypoints(broken)).hasSize(1_500);
            assertSimplified(next, 1);
        } finally {
            refuseNoMore();
        }
    }

    /** As when each try takes longer than a statement may. */
    @Test
    void aPathForWhichTheDatabaseHasNoTimeKeepsNoOtherWaitingAndIsSimplifiedLater() {
        Ride slow = withWaypoints(1_500);
        Ride next = withWaypoints(1_000);
        refuse("57014");
        try {
            end(slow);
            end(next);
            awaitSimplified(next);
            assertThat(waypoints(slow)).hasSizeGreaterThan(100);
        } finally {
            refuseNoMore();
        }
        awaitSimplified(slow);
        assertSimplified(next, 1);
    }

    /** Paths of which that waypoint is deleted. */
    private static void refuse(String sqlState) {
        tracking.change("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'refused' using errcode = '" + sqlState + "'; end $$");
        tracking.change("create trigger refuse before delete on waypoint for each row when (old.longitude = 101"
                + " and old.latitude = 1200 / 1e4) execute function refuse()");
    }

    private static void refuseNoMore() {
        tracking.change("drop trigger refuse on waypoint");
        tracking.change("drop function refuse()");
    }

    private static List<String> waypoints(Ride ride) {
        return tracking.rows("select t.id from trip t join waypoint w on w.trip_id = t.id where t.booking_id = '"
                + ride.booking() + "'");
    }

    @Test
    void aTripWithoutPositionsIsSimpleAlready() {
        Ride ride = tracking.underWay();
        end(ride);
        awaitSimplified(ride);
        assertThat(tracking.track(ride).path("waypoints")).isEmpty();
    }
}

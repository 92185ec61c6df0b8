package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestServers;
import my.kilat.platform.geo.Position;
import org.junit.jupiter.api.Test;

/** Trips of a database of the version before go on from where they are, and those that have ended stay as they were. */
class MigrationTest {
    private static String script(String name) throws IOException {
        try (InputStream in = MigrationTest.class.getResourceAsStream("db/" + name + ".sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void tripsUnderWayKnowTheirWay() throws Exception {
        TestDatabase database = TestServers.postgres().createDatabase(false);
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(script("V1__trips_and_waypoints"));
            statement.execute("""
                    insert into followed_booking (booking_id, booking_number, owner_id, runner_id, stage)
                    select gen_random_uuid(), number, gen_random_uuid(), gen_random_uuid(), 'open'
                    from unnest(array['moved', 'waiting', 'ended']) as number""");
            statement.execute("""
                    insert into trip (id, booking_id, runner_id, owner_id, status, started_at, ended_at, total_distance_km)
                    select gen_random_uuid(), booking_id, runner_id, owner_id,
                           case when booking_number = 'ended' then 'completed' else 'active' end, now(),
                           case when booking_number = 'ended' then now() end,
                           case when booking_number = 'ended' then 7.5 else 0 end
                    from followed_booking""");
            // The latest came first, and two are of one second.
            statement.execute("""
                    insert into waypoint (trip_id, recorded_at, id, latitude, longitude, speed_kmh, heading_degrees)
                    select t.id, timestamptz '2026-02-12 10:00Z' + at * interval '1 second', gen_random_uuid(), latitude,
                           101, 40, 90
                    from trip t join followed_booking using (booking_id),
                         unnest(array[9, 1, 5, 5], array[3.9, 3.1, 3.5, 3.4]) with ordinality as w (at, latitude, nr)
                    where booking_number <> 'waiting'
                    order by nr""");

            statement.execute(script("V2__ways_grow"));

            double way = new Position(3.1, 101).kilometresTo(new Position(3.5, 101))
                    + new Position(3.5, 101).kilometresTo(new Position(3.4, 101))
                    + new Position(3.4, 101).kilometresTo(new Position(3.9, 101));
            assertThat(number(statement, "moved", "total_distance_km")).isCloseTo(way, within(0.000_001));
            assertThat(number(statement, "moved", "positions")).isEqualTo(4);
            assertThat(number(statement, "moved", "waypoints")).isEqualTo(4);
            assertThat(number(statement, "moved", "last_latitude")).isEqualTo(3.9);
            assertThat(number(statement, "moved", "extract(second from last_at)"))
                    .isEqualTo(9);
            assertThat(number(statement, "waiting", "positions")).isZero();
            assertThat(number(statement, "waiting", "(last_id is null)::int")).isEqualTo(1);
            assertThat(number(statement, "ended", "total_distance_km")).isEqualTo(7.5);
        }
    }

    @Test
    void onlyTripsThatEndFromNowOnAreSimplified() throws Exception {
        TestDatabase database = TestServers.postgres().createDatabase(false);
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(script("V1__trips_and_waypoints"));
            statement.execute(script("V2__ways_grow"));
            statement.execute("""
                    insert into followed_booking (booking_id, booking_number, stage)
                    select gen_random_uuid(), number, 'open' from unnest(array['live', 'ended', 'later']) as number""");
            statement.execute(trips("'live', 'ended'"));
            statement.execute(script("V3__doubtful_positions"));
            statement.execute(script("V4__simplified_paths"));
            statement.execute(trips("'later'"));
            assertThat(number(statement, "ended", "is_simplified::int")).isEqualTo(1);
            assertThat(number(statement, "live", "is_simplified::int")).isZero();
            assertThat(number(statement, "later", "is_simplified::int")).isZero();
            assertThat(number(statement, "live", "last_flagged::int")).isZero();
        }
    }

    @Test
    void whatIsLeftOfTripsWhoseWaypointsAreGoneIsDueToBeDeleted() throws Exception {
        TestDatabase database = TestServers.postgres().createDatabase(false);
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String before : List.of(
                    "V1__trips_and_waypoints",
                    "V2__ways_grow",
                    "V3__doubtful_positions",
                    "V4__simplified_paths",
                    "V5__arrival_times",
                    "V6__journeys_that_change",
                    "V7__stops_with_a_pet_aboard",
                    "V8__trip_summaries")) {
                statement.execute(script(before));
            }
            statement.execute("""
                    insert into followed_booking (booking_id, booking_number, stage)
                    select gen_random_uuid(), number, 'open' from unnest(array['ended', 'older']) as number""");
            statement.execute(trips("'ended', 'older'").replace("= 'ended'", "in ('ended', 'older')"));
            statement.execute("update trip set has_route = false");
            statement.execute("""
                    insert into trip_eta (trip_id) select id from trip join followed_booking using (booking_id)
                    where booking_number = 'ended'""");
            statement.execute(script("V9__old_trips_once_more"));
            assertThat(number(statement, "ended", "has_route::int")).isEqualTo(1);
            assertThat(number(statement, "older", "has_route::int"))
                    .as("without arrival times")
                    .isZero();
        }
    }

    private static String trips(String bookings) {
        return """
                insert into trip (id, booking_id, runner_id, status, started_at, ended_at)
                select gen_random_uuid(), booking_id, gen_random_uuid(),
                       case when booking_number = 'ended' then 'completed' else 'active' end, now(),
                       case when booking_number = 'ended' then now() end
                from followed_booking where booking_number in (%s)""".formatted(bookings);
    }

    private static double number(Statement statement, String booking, String what) throws SQLException {
        try (ResultSet row = statement.executeQuery("select " + what
                + " from trip join followed_booking using (booking_id) where booking_number = '" + booking + "'")) {
            row.next();
            return row.getDouble(1);
        }
    }
}

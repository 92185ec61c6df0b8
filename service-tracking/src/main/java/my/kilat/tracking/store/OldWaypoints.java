package my.kilat.tracking.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;

/**
 * Deletes what only a recent trip needs of trips that ended long ago: waypoints, arrival times, and where the booking was to go.
 * The trips and their distances stay.
 */
public final class OldWaypoints {
    private static final int TRIPS_AT_ONCE = 50;

    private static final Sql OLD = Sql.of(String.format(Locale.ROOT, """
            select id from trip where has_route and ended_at < :ended_before
            order by ended_at limit %d for update skip locked""", TRIPS_AT_ONCE));

    private static final Sql DELETE = Sql.of("""
            delete from waypoint where ctid = any(array(
                select ctid from waypoint where trip_id = any(:trips) limit :most))""");

    private static final Sql DELETE_ARRIVAL_TIMES = Sql.of("delete from trip_eta where trip_id = any(:trips)");

    private static final Sql DELETE_STANDINGS = Sql.of("delete from trip_standing where trip_id = any(:trips)");

    /** Not of a booking that was offered again and is under way. */
    private static final Sql DELETE_JOURNEYS = Sql.of("""
            delete from journey j using trip t
            where t.id = any(:trips) and j.booking_id = t.booking_id
                and not exists (select from trip live where live.booking_id = t.booking_id and live.status = 'active')""");

    private static final Sql EMPTY = Sql.of("update trip set has_route = false where id = any(:trips)");

    private final Database database;

    public OldWaypoints(Database database) {
        this.database = database;
    }

    /** Deletes those of trips that ended before, a few thousand in each transaction. */
    public void forget(Instant endedBefore) {
        // As many as it may, while there may be more: the sweep goes on until a step has fewer.
        Sweep.run(database, (tx, most) -> forgetSome(tx, endedBefore, most) ? most : 0);
    }

    /** Returns whether there may be more. */
    private static boolean forgetSome(Tx tx, Instant endedBefore, int most) {
        List<UUID> trips = tx.list(OLD, values -> values.time("ended_before", endedBefore), row -> row.uuid("id"));
        if (trips.isEmpty()) {
            return false;
        }
        int deleted = tx.update(
                DELETE, values -> values.uuids("trips", trips, trip -> trip).number("most", most));
        if (deleted == most) {
            return true;
        }
        for (Sql last : List.of(DELETE_STANDINGS, DELETE_ARRIVAL_TIMES, DELETE_JOURNEYS, EMPTY)) {
            tx.update(last, values -> values.uuids("trips", trips, trip -> trip));
        }
        return trips.size() == TRIPS_AT_ONCE;
    }
}

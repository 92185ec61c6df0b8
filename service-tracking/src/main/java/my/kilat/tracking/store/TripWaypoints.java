package my.kilat.tracking.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.tracking.domain.TripPath;

/** The waypoints of a trip as they are shown: all of a short one, and of a long one as many as may be shown. */
public final class TripWaypoints {
    /** Waypoints in one answer. */
    static final int MOST = 5_000;

    /**
     * The database numbers the waypoints and lets those through with which the number, stretched to as many as are wanted,
     * reaches the next whole one: the first, the last, and evenly between them. It looks at no more than a trip may have.
     */
    private static final Sql WAYPOINTS = Sql.of(String.format(Locale.ROOT, """
            with stored as (
                select id, latitude, longitude, speed_kmh, heading_degrees, recorded_at, flagged,
                       row_number() over (order by recorded_at, seq) - 1 as nr
                from waypoint where trip_id = :trip order by recorded_at, seq limit %1$d),
            size as (
                select count(*) - 1 as legs
                from (select from waypoint where trip_id = :trip limit %1$d) as counted),
            shown as (select legs, least(:most - 1, legs) as wanted from size)
            select id, latitude, longitude, speed_kmh, heading_degrees, recorded_at, flagged
            from stored, shown
            where nr = 0 or nr * wanted / legs <> (nr - 1) * wanted / legs
            order by nr""", TripPath.MOST));

    private final Database database;

    public TripWaypoints(Database database) {
        this.database = database;
    }

    /** The waypoints of a trip, the first and the last among them, in order; {@value #MOST} at most. */
    public List<Waypoint> of(Trips.Shown shown) {
        List<Waypoint> waypoints = database.list(
                WAYPOINTS,
                values -> values.uuid("trip", shown.trip().id()).number("most", shown.isWhole() ? MOST : MOST - 1),
                WaypointRow::waypoint);
        Waypoint last = shown.last();
        if (shown.isWhole() || last == null || waypoints.isEmpty()) {
            return waypoints;
        }
        List<Waypoint> withLast = new ArrayList<>(waypoints);
        withLast.add(last);
        return withLast;
    }
}

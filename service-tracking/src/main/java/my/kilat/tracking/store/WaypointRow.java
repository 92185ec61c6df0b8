package my.kilat.tracking.store;

import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.database.Row;
import org.jspecify.annotations.Nullable;

/** Reads waypoints out of rows. */
final class WaypointRow {
    private WaypointRow() {}

    /** From the columns of a waypoint: {@code id}, {@code latitude} and so on up to {@code flagged}. */
    static Waypoint waypoint(Row row) {
        return new Waypoint(
                row.uuid("id"),
                row.real("latitude"),
                row.real("longitude"),
                row.real("speed_kmh"),
                row.real("heading_degrees"),
                row.time("recorded_at"),
                flagged(row, "flagged"));
    }

    /** From the columns of a trip that tell of its last position; it has one. */
    static Waypoint last(Row row) {
        return new Waypoint(
                row.uuid("last_id"),
                row.real("last_latitude"),
                row.real("last_longitude"),
                row.real("last_speed_kmh"),
                row.real("last_heading_degrees"),
                row.time("last_at"),
                flagged(row, "last_flagged"));
    }

    private static @Nullable Boolean flagged(Row row, String column) {
        return row.flag(column) ? true : null;
    }
}

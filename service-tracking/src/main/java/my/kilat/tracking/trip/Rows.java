package my.kilat.tracking.trip;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import my.kilat.contract.tracking.Waypoint;
import org.jspecify.annotations.Nullable;

/** Reads times and waypoints out of rows. */
final class Rows {
    private Rows() {}

    static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant timeIfAny(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** From six columns: id, latitude, longitude, speed, heading, time. */
    static Waypoint waypoint(ResultSet row, int first) throws SQLException {
        return new Waypoint(
                row.getObject(first, UUID.class),
                row.getDouble(first + 1),
                row.getDouble(first + 2),
                row.getDouble(first + 3),
                row.getDouble(first + 4),
                time(row, first + 5));
    }
}

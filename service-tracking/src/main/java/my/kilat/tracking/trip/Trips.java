package my.kilat.tracking.trip;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.Trip;
import org.jspecify.annotations.Nullable;

/** The table {@code trip}. */
public final class Trips {
    private static final String ADD = """
            insert into trip (id, booking_id, runner_id, owner_id, status, started_at, ended_at)
            select * from unnest(?, ?, ?, ?, ?, ?::timestamptz[], ?::timestamptz[])""";

    private static final String LOCK =
            "select id, total_distance_km from trip where id = any(?) order by id for update";

    private static final String END = """
            update trip t set status = n.status, ended_at = n.ended_at
            from unnest(?, ?, ?::timestamptz[]) as n(id, status, ended_at) where t.id = n.id""";

    /** The last one began here last, whatever the clocks of the machines said on which it was accepted. */
    private static final String FIND = """
            select id, booking_id, runner_id, status, started_at, ended_at, total_distance_km,
                   last_id is null or exists(
                       select from waypoint w where w.trip_id = trip.id and w.recorded_at = last_at and w.id = last_id),
                   last_id, last_latitude, last_longitude, last_speed_kmh, last_heading_degrees, last_at
            from trip where booking_id = ?
            order by status = 'active' desc, seq desc limit 1""";

    private static final String LAST_POSITION = """
            select id, runner_id, last_id, last_latitude, last_longitude, last_speed_kmh, last_heading_degrees, last_at
            from trip where booking_id = ? and status = 'active' and last_id is not null""";

    private final Database database;

    public Trips(Database database) {
        this.database = database;
    }

    /** A trip of a booking whose owner is known, or not. */
    record Owned(Trip trip, @Nullable UUID owner) {}

    /**
     * A trip that is to be shown.
     *
     * @param isWhole whether its last position is stored like the others
     * @param last where its runner was last
     */
    record Shown(Trip trip, boolean isWhole, @Nullable Waypoint last) {}

    /** Where a runner was last on a trip. */
    public record LastPosition(UUID trip, UUID runner, Waypoint waypoint) {}

    /** Stores new trips, which may be over already. */
    void add(Tx tx, Collection<Owned> trips) {
        if (trips.isEmpty()) {
            return;
        }
        tx.withCommit(
                ADD,
                parameters -> parameters
                        .uuids(trips, owned -> owned.trip.id())
                        .uuids(trips, owned -> owned.trip.bookingId())
                        .uuids(trips, owned -> owned.trip.runnerId())
                        .uuids(trips, Owned::owner)
                        .texts(trips, owned -> owned.trip.status().word())
                        .times(trips, owned -> owned.trip.startedAt())
                        .times(trips, owned -> owned.trip.endedAt()));
    }

    /** Ends trips, to which no waypoint is added any more; says how far each has come. */
    Map<UUID, Trip> end(Tx tx, Collection<Trip> trips) {
        Map<UUID, Trip> ended = new LinkedHashMap<>();
        if (trips.isEmpty()) {
            return ended;
        }
        trips.forEach(trip -> ended.put(trip.id(), trip));
        // Waits for waypoints that are being stored and keeps new ones away; only then are the ways complete.
        PlainSql.list(
                        tx.sql(),
                        LOCK,
                        parameters -> parameters.uuids(trips, Trip::id),
                        row -> Map.entry(row.getObject(1, UUID.class), row.getDouble(2)))
                .forEach(way -> ended.computeIfPresent(way.getKey(), (id, trip) -> trip.after(way.getValue())));
        tx.withCommit(
                END,
                parameters -> parameters
                        .uuids(trips, Trip::id)
                        .texts(trips, trip -> trip.status().word())
                        .times(trips, Trip::endedAt));
        return ended;
    }

    /** The trip of a booking: the active one, or else the last. */
    Optional<Shown> find(UUID booking) {
        return database.read(
                handle -> PlainSql.one(handle, FIND, parameters -> parameters.uuid(booking), Trips::shown));
    }

    private static Shown shown(ResultSet row) throws SQLException {
        Trip trip = new Trip(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                TrackStatus.of(row.getString(4)),
                Rows.time(row, 5),
                Rows.timeIfAny(row, 6),
                row.getDouble(7));
        return new Shown(trip, row.getBoolean(8), row.getObject(9) == null ? null : Rows.waypoint(row, 9));
    }

    /** Where the runner of the active trip of a booking was last. */
    public Optional<LastPosition> lastPosition(UUID booking) {
        return database.read(handle -> PlainSql.one(
                handle,
                LAST_POSITION,
                parameters -> parameters.uuid(booking),
                row -> new LastPosition(
                        row.getObject(1, UUID.class), row.getObject(2, UUID.class), Rows.waypoint(row, 3))));
    }
}

package my.kilat.tracking.trip;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Distance;
import my.kilat.tracking.domain.Trip;
import org.jspecify.annotations.Nullable;

/** The table {@code trip}, and the waypoints of a trip in order of time. */
public final class Trips {
    private final Database database;

    public Trips(Database database) {
        this.database = database;
    }

    /** Stores a trip that begins. */
    void begin(Tx tx, Trip trip, @Nullable UUID owner) {
        tx.sql()
                .createUpdate("""
                        insert into trip (id, booking_id, runner_id, owner_id, status, started_at)
                        values (:id, :booking, :runner, :owner, 'active', :startedAt)""")
                .bind("id", trip.id())
                .bind("booking", trip.bookingId())
                .bind("runner", trip.runnerId())
                .bind("owner", owner)
                .bind("startedAt", trip.startedAt())
                .execute();
    }

    /** Ends a trip and measures its way, which no waypoint is added to any more. */
    Trip end(Tx tx, Trip trip) {
        // Waits for waypoints that are being stored and keeps new ones away; only then is the way complete.
        tx.sql()
                .createQuery("select id from trip where id = :id for update")
                .bind("id", trip.id())
                .mapTo(UUID.class)
                .one();
        Trip measured = trip.measured(Distance.kilometresAlong(way(tx, trip.id())));
        tx.sql()
                .createUpdate("""
                        update trip set status = :status, ended_at = :endedAt, total_distance_km = :distance
                        where id = :id""")
                .bind("id", measured.id())
                .bind("status", measured.status().word())
                .bind("endedAt", measured.endedAt())
                .bind("distance", measured.totalDistanceKm())
                .execute();
        return measured;
    }

    private static List<Position> way(Tx tx, UUID trip) {
        return tx.sql()
                .createQuery("select latitude, longitude from waypoint where trip_id = :trip order by recorded_at, seq")
                .bind("trip", trip)
                .map((row, context) -> new Position(row.getDouble(1), row.getDouble(2)))
                .list();
    }

    /** The trip of a booking: the active one, or else the last. */
    Optional<Trip> find(UUID booking) {
        return database.read(handle -> handle.createQuery("""
                        select id, booking_id, runner_id, status, started_at, ended_at, total_distance_km
                        from trip where booking_id = :booking
                        order by status = 'active' desc, started_at desc, id desc limit 1""")
                .bind("booking", booking)
                .map((row, context) -> read(row))
                .findOne());
    }

    private static Trip read(ResultSet row) throws SQLException {
        return new Trip(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                TrackStatus.of(row.getString(4)),
                Rows.time(row, 5),
                Rows.timeIfAny(row, 6),
                row.getDouble(7));
    }

    /** The waypoints of a trip, oldest first. */
    List<Waypoint> waypoints(UUID trip) {
        return database.read(handle -> handle.createQuery("""
                        select id, latitude, longitude, speed_kmh, heading_degrees, recorded_at
                        from waypoint where trip_id = :trip order by recorded_at, seq""")
                .bind("trip", trip)
                .map((row, context) -> new Waypoint(
                        row.getObject(1, UUID.class),
                        row.getDouble(2),
                        row.getDouble(3),
                        row.getDouble(4),
                        row.getDouble(5),
                        Rows.time(row, 6)))
                .list());
    }

    /** Where the runner of the active trip of a booking was last. */
    public Optional<LastPosition> lastPosition(UUID booking) {
        return database.read(handle -> handle.createQuery("""
                        select t.runner_id, w.id, w.latitude, w.longitude, w.speed_kmh, w.heading_degrees, w.recorded_at
                        from trip t
                        join lateral (
                            select * from waypoint where trip_id = t.id
                            order by recorded_at desc, seq desc limit 1) w on true
                        where t.booking_id = :booking and t.status = 'active'""")
                .bind("booking", booking)
                .map((row, context) -> new LastPosition(
                        row.getObject(1, UUID.class),
                        new Waypoint(
                                row.getObject(2, UUID.class),
                                row.getDouble(3),
                                row.getDouble(4),
                                row.getDouble(5),
                                row.getDouble(6),
                                Rows.time(row, 7))))
                .findOne());
    }

    /** Where a runner was last on a trip. */
    public record LastPosition(UUID runner, Waypoint waypoint) {}
}

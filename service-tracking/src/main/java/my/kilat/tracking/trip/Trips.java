package my.kilat.tracking.trip;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.RowCeiling;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Distance;
import my.kilat.tracking.domain.Trip;
import org.jspecify.annotations.Nullable;

/** The table {@code trip}, and the waypoints of a trip in order of time. */
public final class Trips {
    private static final String ADD = """
            insert into trip (id, booking_id, runner_id, owner_id, status, started_at, ended_at)
            select * from unnest(?, ?, ?, ?, ?, ?::timestamptz[], ?::timestamptz[])""";

    private static final String LOCK = "select id from trip where id = any(?) order by id for update";

    private static final String END = """
            update trip t set status = n.status, ended_at = n.ended_at, total_distance_km = n.km
            from unnest(?, ?, ?::timestamptz[], ?) as n(id, status, ended_at, km) where t.id = n.id""";

    private static final String WAYS = """
            select trip_id, latitude, longitude from waypoint
            where trip_id = any(?) order by trip_id, recorded_at, seq""";

    /** More than the trips that end together can have; a trip has no limit of its own yet. */
    private static final int MOST_WAYPOINTS = 500_000;

    private final Database database;

    public Trips(Database database) {
        this.database = database;
    }

    /** A trip of a booking whose owner is known, or not. */
    record Owned(Trip trip, @Nullable UUID owner) {}

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

    /** Ends trips and measures their ways, to which no waypoint is added any more. */
    Map<UUID, Trip> end(Tx tx, Collection<Trip> trips) {
        Map<UUID, Trip> measured = new LinkedHashMap<>();
        if (trips.isEmpty()) {
            return measured;
        }
        List<UUID> ids = trips.stream().map(Trip::id).toList();
        // Waits for waypoints that are being stored and keeps new ones away; only then are the ways complete.
        PlainSql.list(
                tx.sql(), LOCK, parameters -> parameters.uuids(ids, id -> id), row -> row.getObject(1, UUID.class));
        Map<UUID, List<Position>> ways = ways(tx, ids);
        for (Trip trip : trips) {
            measured.put(trip.id(), trip.measured(Distance.kilometresAlong(ways.getOrDefault(trip.id(), List.of()))));
        }
        Collection<Trip> ended = measured.values();
        tx.withCommit(
                END,
                parameters -> parameters
                        .uuids(ended, Trip::id)
                        .texts(ended, trip -> trip.status().word())
                        .times(ended, Trip::endedAt)
                        .reals(ended, Trip::totalDistanceKm));
        return measured;
    }

    private record Point(UUID trip, Position position) {}

    private static Map<UUID, List<Position>> ways(Tx tx, List<UUID> trips) {
        return PlainSql.list(
                        tx.sql(),
                        MOST_WAYPOINTS,
                        WAYS,
                        parameters -> parameters.uuids(trips, id -> id),
                        row -> new Point(
                                row.getObject(1, UUID.class), new Position(row.getDouble(2), row.getDouble(3))))
                .stream()
                .collect(Collectors.groupingBy(Point::trip, Collectors.mapping(Point::position, Collectors.toList())));
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
        return database.read(handle -> RowCeiling.of(handle.createQuery("""
                        select id, latitude, longitude, speed_kmh, heading_degrees, recorded_at
                        from waypoint where trip_id = :trip order by recorded_at, seq"""), MOST_WAYPOINTS)
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

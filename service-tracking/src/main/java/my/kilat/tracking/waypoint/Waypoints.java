package my.kilat.tracking.waypoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.Fix;
import org.jspecify.annotations.Nullable;

/** The table {@code waypoint}. */
public final class Waypoints {
    private static final int TRIPS_AT_ONCE = 50;

    private final Database database;

    public Waypoints(Database database) {
        this.database = database;
    }

    /** A position of a runner, as an event brought it. */
    record Reported(UUID eventId, UUID runner, Fix fix) {}

    /** A position that has become a waypoint of a trip. */
    record Stored(
            UUID eventId, UUID trip, UUID booking, @Nullable UUID owner) {}

    /**
     * Stores positions with every active trip of their runners, and returns what was new, in the same order. One statement, however many they
     * are: it finds the trips, and keeps each of them from ending until the commit. A trip that is being ended at this
     * very moment is passed over, as its ride is over.
     */
    List<Stored> store(Tx tx, List<Reported> reported) {
        Columns columns = new Columns(reported);
        return tx.sql()
                .createQuery("""
                        with live as (
                            select id, booking_id, runner_id, owner_id from trip
                            where runner_id = any(:runners) and status = 'active'
                            order by id for share skip locked),
                        stored as (
                            insert into waypoint
                                (trip_id, recorded_at, id, latitude, longitude, speed_kmh, heading_degrees)
                            select live.id, to_timestamp(p.recorded_at), p.id, p.latitude, p.longitude, p.speed, p.heading
                            from unnest(:ids, :runners, :times, :latitudes, :longitudes, :speeds, :headings)
                                with ordinality
                                as p(id, runner_id, recorded_at, latitude, longitude, speed, heading, nr)
                            join live on live.runner_id = p.runner_id
                            order by p.nr
                            on conflict do nothing
                            returning trip_id, id, seq)
                        select stored.id, live.id, live.booking_id, live.owner_id
                        from stored join live on live.id = stored.trip_id
                        order by stored.seq""")
                .bindArray("ids", UUID.class, columns.ids)
                .bindArray("runners", UUID.class, columns.runners)
                .bindArray("times", Double.class, columns.times)
                .bindArray("latitudes", Double.class, columns.latitudes)
                .bindArray("longitudes", Double.class, columns.longitudes)
                .bindArray("speeds", Double.class, columns.speeds)
                .bindArray("headings", Double.class, columns.headings)
                .map((row, context) -> new Stored(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getObject(4, UUID.class)))
                .list();
    }

    /** Deletes the waypoints of trips that ended before; the trips and their distances stay. */
    public void forget(Instant endedBefore) {
        int trips;
        do {
            trips = forgetSome(endedBefore);
        } while (trips == TRIPS_AT_ONCE);
    }

    private int forgetSome(Instant endedBefore) {
        return database.transact(tx -> tx.sql()
                .createUpdate("""
                        with old as (
                            select id from trip where has_route and ended_at < :before
                            order by ended_at limit :trips for update skip locked),
                        gone as (delete from waypoint where trip_id in (select id from old))
                        update trip set has_route = false where id in (select id from old)""")
                .bind("before", endedBefore)
                .bind("trips", TRIPS_AT_ONCE)
                .execute());
    }

    /** Positions turned by ninety degrees: one array for each column. */
    private static final class Columns {
        private static final double MILLIS = 1000;

        private final List<UUID> ids;
        private final List<UUID> runners;
        private final List<Double> times;
        private final List<Double> latitudes;
        private final List<Double> longitudes;
        private final List<Double> speeds;
        private final List<Double> headings;

        Columns(List<Reported> rows) {
            ids = new ArrayList<>(rows.size());
            runners = new ArrayList<>(rows.size());
            times = new ArrayList<>(rows.size());
            latitudes = new ArrayList<>(rows.size());
            longitudes = new ArrayList<>(rows.size());
            speeds = new ArrayList<>(rows.size());
            headings = new ArrayList<>(rows.size());
            for (Reported row : rows) {
                Fix fix = row.fix();
                ids.add(row.eventId());
                runners.add(row.runner());
                times.add(fix.recordedAt().toEpochMilli() / MILLIS);
                latitudes.add(fix.position().latitude());
                longitudes.add(fix.position().longitude());
                speeds.add(fix.speedKmh());
                headings.add(fix.headingDegrees());
            }
        }
    }
}

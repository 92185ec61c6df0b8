package my.kilat.runner.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import my.kilat.runner.domain.Fix;

/** Positions in the database: the last one and the history of each runner. */
public final class Positions {
    /**
     * However many positions, one statement. Each is kept; the newest of a runner becomes the runner's place unless a newer
     * one is there, by the rule of {@link Fix#supersedes}. Rows are locked in one order, so that two instances never wait for
     * each other in a circle. Any position, however old, moves {@code heard_at}.
     */
    private static final Sql WRITE = Sql.of("""
            with fix as (
                select f.runner, timestamptz 'epoch' + f.at * interval '1 microsecond' as at,
                       timestamptz 'epoch' + f.arrived * interval '1 microsecond' as arrived,
                       cast(st_point(f.longitude, f.latitude) as geography) as place, f.speed, f.heading, f.booking, f.nr
                from unnest(:runners, :at, :arrived, :latitudes, :longitudes, :speeds, :headings, :bookings)
                    with ordinality
                    as f (runner, at, arrived, latitude, longitude, speed, heading, booking, nr)),
            kept as (
                insert into position (user_id, recorded_at, place, speed_kmh, heading_degrees, booking_id)
                select runner, at, place, speed, heading, booking from fix order by nr),
            locked as (
                select n.*, coalesce(
                    case when n.at <> n.arrived and n.at <> p.located_at then n.at > p.located_at
                         else n.arrived > p.arrived_at end, true) as newer
                from fix n join runner_place p on p.user_id = n.runner
                where n.nr = any(:newest)
                order by n.runner for update of p)
            update runner_place p
            set place = case when l.newer then l.place else p.place end,
                speed_kmh = case when l.newer then l.speed else p.speed_kmh end,
                heading_degrees = case when l.newer then l.heading else p.heading_degrees end,
                located_at = case when l.newer then l.at else p.located_at end,
                arrived_at = case when l.newer then l.arrived else p.arrived_at end,
                heard_at = now()
            from locked l where p.user_id = l.runner""");

    private Positions() {}

    /** Writes positions that came in this order. */
    public static void write(Tx tx, List<Fix> fixes) {
        Collection<Long> newest = newest(fixes);
        tx.update(
                WRITE,
                values -> values.uuids("runners", fixes, Fix::runnerId)
                        .numbers("at", fixes, fix -> micros(fix.at()))
                        .numbers("arrived", fixes, fix -> micros(fix.arrivedAt()))
                        .reals("latitudes", fixes, fix -> fix.place().latitude())
                        .reals("longitudes", fixes, fix -> fix.place().longitude())
                        .reals("speeds", fixes, fix -> fix.reading().speedKmh())
                        .reals("headings", fixes, fix -> fix.reading().headingDegrees())
                        .uuids("bookings", fixes, Fix::bookingId)
                        .numbers("newest", newest, nr -> nr));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** The newest position of each runner, by its place in the list from 1. */
    private static Collection<Long> newest(List<Fix> fixes) {
        Map<UUID, Long> newest = new HashMap<>();
        long nr = 0;
        for (Fix fix : fixes) {
            long own = ++nr;
            newest.merge(
                    fix.runnerId(), own, (before, now) -> fix.supersedes(fixes.get((int) (before - 1))) ? now : before);
        }
        return newest.values();
    }

    /** Deletes the positions from before then, a piece at a time so that nobody waits for long. */
    public static void forget(Database database, Instant before) {
        Sweep.deleteBefore(database, "position", "recorded_at", before);
    }
}

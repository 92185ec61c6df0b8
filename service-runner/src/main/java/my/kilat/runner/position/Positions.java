package my.kilat.runner.position;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.runner.domain.Fix;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Positions in the database: where every runner was seen last, and where each has been. */
public final class Positions {
    /**
     * However many positions, one statement. Each is kept; the newest of a runner becomes the runner's place, unless a
     * newer one is there. Rows are locked in one order, so that two instances never wait for each other in a circle.
     */
    private static final String WRITE = """
            with fix as (
                select f.runner, timestamptz 'epoch' + f.micros * interval '1 microsecond' as at,
                       cast(st_point(f.longitude, f.latitude) as geography) as place, f.speed, f.heading, f.booking, f.nr
                from unnest(:runners, :micros, :latitudes, :longitudes, :speeds, :headings, :bookings) with ordinality
                    as f (runner, micros, latitude, longitude, speed, heading, booking, nr)),
            kept as (
                insert into position (user_id, recorded_at, place, speed_kmh, heading_degrees, booking_id)
                select runner, at, place, speed, heading, booking from fix order by nr),
            newest as (select distinct on (runner) * from fix order by runner, at desc),
            locked as (
                select n.* from newest n join runner_place p on p.user_id = n.runner
                where p.located_at is null or p.located_at < n.at
                order by n.runner for update of p)
            update runner_place p
            set place = l.place, speed_kmh = l.speed, heading_degrees = l.heading, located_at = l.at
            from locked l where p.user_id = l.runner""";

    /** A piece at a time, so that nobody waits for long. */
    private static final String FORGET = """
            delete from position where ctid = any(array(
                select ctid from position where recorded_at < :before order by recorded_at limit :most))""";

    private Positions() {}

    /** Writes positions that came in this order. */
    public static void write(Handle handle, List<Fix> fixes) {
        List<UUID> runners = new ArrayList<>(fixes.size());
        List<Long> micros = new ArrayList<>(fixes.size());
        List<Double> latitudes = new ArrayList<>(fixes.size());
        List<Double> longitudes = new ArrayList<>(fixes.size());
        List<Double> speeds = new ArrayList<>(fixes.size());
        List<Double> headings = new ArrayList<>(fixes.size());
        List<@Nullable UUID> bookings = new ArrayList<>(fixes.size());
        for (Fix fix : fixes) {
            runners.add(fix.runnerId());
            micros.add(ChronoUnit.MICROS.between(Instant.EPOCH, fix.at()));
            latitudes.add(fix.place().latitude());
            longitudes.add(fix.place().longitude());
            speeds.add(fix.speedKmh());
            headings.add(fix.headingDegrees());
            bookings.add(fix.bookingId());
        }
        handle.createUpdate(WRITE)
                .bindArray("runners", UUID.class, runners)
                .bindArray("micros", Long.class, micros)
                .bindArray("latitudes", Double.class, latitudes)
                .bindArray("longitudes", Double.class, longitudes)
                .bindArray("speeds", Double.class, speeds)
                .bindArray("headings", Double.class, headings)
                .bindArray("bookings", UUID.class, bookings)
                .execute();
    }

    /** Deletes up to so many positions older than that; returns how many there were. */
    static int forget(Handle handle, Instant before, int most) {
        return handle.createUpdate(FORGET)
                .bind("before", before.atOffset(java.time.ZoneOffset.UTC))
                .bind("most", most)
                .execute();
    }
}

package my.kilat.runner.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.database.PlainSql;
import my.kilat.runner.domain.Duty;
import my.kilat.runner.domain.Ride;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rides in the database, and what they mean for the duties of their runners. */
final class RideBook {
    private static final String LOCK = """
            select booking_id, runner_id, state, since, version from ride
            where booking_id = any(?) order by booking_id for update""";

    /**
     * One statement for all. Duties are changed relative to what is stored, so it is right whoever else changes the same
     * runner at the same time; of several effects on one runner and one booking the last counts.
     */
    private static final String SAVE = """
            /* bounded: one for each runner of the effects */
            with saved as (
                insert into ride (booking_id, runner_id, state, since, version)
                select booking, runner, state, to_timestamp(second), version
                from unnest(?, ?, ?, ?, ?) as news (booking, runner, state, second, version)
                order by booking
                on conflict (booking_id) do update
                    set runner_id = excluded.runner_id, state = excluded.state, since = excluded.since,
                        version = excluded.version),
            effect as (
                select distinct on (e.runner, e.booking, case when e.booking is null then e.nr end) e.*
                from unnest(?, ?, ?) with ordinality as e (runner, booking, kind, nr)
                order by e.runner, e.booking, case when e.booking is null then e.nr end, e.nr desc),
            total as (
                select runner,
                       coalesce(array_agg(booking order by nr) filter (where kind = 'takes'), '{}') as taken,
                       coalesce(array_agg(booking) filter (where kind = 'leaves'), '{}') as gone,
                       count(*) filter (where kind = 'completes') as completed,
                       count(*) filter (where kind = 'abandons') as abandoned
                from effect group by runner)
            insert into runner_duty as d (user_id, rides, total_trips, abandoned_trips)
            select runner, taken, completed, abandoned from total order by runner
            on conflict (user_id) do update
                set rides = array(
                        select r.booking from unnest(d.rides || excluded.rides) with ordinality as r (booking, nr)
                        where r.booking <> all(cast((select gone from total where total.runner = d.user_id) as uuid[]))
                        order by r.nr),
                    total_trips = d.total_trips + excluded.total_trips,
                    abandoned_trips = d.abandoned_trips + excluded.abandoned_trips,
                    version = d.version + 1,
                    changed_by = pg_current_xact_id()
            returning\s""" + DutyRow.COLUMNS;

    private RideBook() {}

    /** What is known of the rides of these bookings; those that something is known of are locked. */
    static Map<UUID, Ride> lock(Handle handle, Collection<UUID> bookings) {
        Map<UUID, Ride> rides = new HashMap<>();
        bookings.forEach(booking -> rides.put(booking, new Ride.Unheard(booking)));
        PlainSql.list(handle, LOCK, parameters -> parameters.uuids(rides.keySet(), id -> id), RideBook::ride)
                .forEach(ride -> rides.put(ride.bookingId(), ride));
        return rides;
    }

    private static Ride ride(ResultSet row) throws SQLException {
        UUID booking = row.getObject(1, UUID.class);
        UUID runner = row.getObject(2, UUID.class);
        String state = row.getString(3);
        Instant since = row.getObject(4, OffsetDateTime.class).toInstant();
        return switch (state) {
            case "live" -> new Ride.Live(booking, runner, since, row.getObject(5, Integer.class));
            case "completed" -> new Ride.Completed(booking, runner, since);
            case "cancelled" -> new Ride.Cancelled(booking, runner, since);
            default -> throw new IllegalStateException("a ride cannot be " + state);
        };
    }

    /** Keeps rides and applies effects in their order; returns the duties that came of it. */
    static List<Duty> save(Handle handle, Collection<Ride> rides, List<Ride.Effect> effects) {
        List<Columns> columns = rides.stream().map(Columns::of).toList();
        return PlainSql.list(
                handle,
                SAVE,
                parameters -> parameters
                        .uuids(rides, Ride::bookingId)
                        .uuids(columns, Columns::runner)
                        .texts(columns, Columns::state)
                        .numbers(columns, ride -> ride.since().getEpochSecond())
                        .numbers(columns, Columns::version)
                        .uuids(effects, Ride.Effect::runnerId)
                        .uuids(effects, RideBook::bookingOf)
                        .texts(effects, RideBook::kindOf),
                DutyRow::of);
    }

    private static @Nullable UUID bookingOf(Ride.Effect effect) {
        return switch (effect) {
            case Ride.Effect.Takes takes -> takes.bookingId();
            case Ride.Effect.Leaves leaves -> leaves.bookingId();
            case Ride.Effect.Completes _, Ride.Effect.Abandons _ -> null;
        };
    }

    private static String kindOf(Ride.Effect effect) {
        return switch (effect) {
            case Ride.Effect.Takes _ -> "takes";
            case Ride.Effect.Leaves _ -> "leaves";
            case Ride.Effect.Completes _ -> "completes";
            case Ride.Effect.Abandons _ -> "abandons";
        };
    }

    /** Deletes up to so many rides that ended before that; returns how many there were. */
    static int forget(Handle handle, Instant before, int most) {
        return handle.createUpdate("""
                        delete from ride where booking_id = any(array(
                            select booking_id from ride where state <> 'live' and since < :before
                            order by since limit :most for update skip locked))""")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .execute();
    }

    private record Columns(
            @Nullable UUID runner,
            String state,
            Instant since,
            @Nullable Long version) {
        static Columns of(Ride ride) {
            return switch (ride) {
                case Ride.Live live ->
                    new Columns(
                            live.runnerId(),
                            "live",
                            live.since(),
                            live.version() == null ? null : live.version().longValue());
                case Ride.Completed done -> new Columns(done.runnerId(), "completed", done.since(), null);
                case Ride.Cancelled off -> new Columns(off.runnerId(), "cancelled", off.since(), null);
                case Ride.Unheard _ -> throw new IllegalArgumentException("nothing is known of this ride");
            };
        }
    }
}

package my.kilat.runner.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.runner.domain.Duty;
import my.kilat.runner.domain.Ride;
import org.jspecify.annotations.Nullable;

/** The table {@code ride}, and the effects of rides on the duties of their runners. */
public final class Rides {
    private static final Sql LOCK = Sql.of("""
            select booking_id, runner_id, state, since, version from ride
            where booking_id = any(:bookings) order by booking_id for update""");

    /**
     * One statement for all. Duties are changed relative to what is stored, so it is right whoever else changes the same
     * runner at the same time; of several effects on one runner and one booking the last counts.
     */
    private static final Sql SAVE = Sql.of("""
            /* bounded: one for each runner of the effects */
            with saved as (
                insert into ride (booking_id, runner_id, state, since, version)
                select booking, runner, state, to_timestamp(second), version
                from unnest(:bookings, :runners, :states, :seconds, :versions)
                    as news (booking, runner, state, second, version)
                order by booking
                on conflict (booking_id) do update
                    set runner_id = excluded.runner_id, state = excluded.state, since = excluded.since,
                        version = excluded.version),
            effect as (
                select distinct on (e.runner, e.booking, case when e.booking is null then e.nr end) e.*
                from unnest(:effect_runners, :effect_bookings, :kinds) with ordinality as e (runner, booking, kind, nr)
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
            returning\s""" + DutyRow.COLUMNS);

    private static final Sql FORGET = Sql.of("""
            delete from ride where booking_id = any(array(
                select booking_id from ride where state <> 'live' and since < :before
                order by since limit :most for update skip locked))""");

    private Rides() {}

    /** The rides of these bookings; those that are stored are locked. */
    public static Map<UUID, Ride> lock(Tx tx, Collection<UUID> bookings) {
        Map<UUID, Ride> rides = new HashMap<>();
        bookings.forEach(booking -> rides.put(booking, new Ride.Unknown(booking)));
        tx.list(LOCK, values -> values.uuids("bookings", rides.keySet(), id -> id), Rides::ride)
                .forEach(ride -> rides.put(ride.bookingId(), ride));
        return rides;
    }

    private static Ride ride(Row row) {
        UUID booking = row.uuid("booking_id");
        String state = row.text("state");
        Instant since = row.time("since");
        return switch (state) {
            case "live" -> new Ride.Live(booking, row.uuid("runner_id"), since, row.numberOrNull("version"));
            case "open" -> new Ride.Open(booking, since, row.numberOrNull("version"));
            case "completed" -> new Ride.Completed(booking, row.uuid("runner_id"), since);
            case "cancelled" -> new Ride.Cancelled(booking, row.uuidOrNull("runner_id"), since);
            default -> throw new IllegalStateException("a ride cannot be " + state);
        };
    }

    /** Keeps rides and applies effects in their order; returns the duties that came of it. */
    public static List<Duty> save(Tx tx, Collection<Ride> rides, List<Ride.Effect> effects) {
        List<Columns> columns = rides.stream().map(Columns::of).toList();
        return tx.list(
                SAVE,
                values -> values.uuids("bookings", rides, Ride::bookingId)
                        .uuids("runners", columns, Columns::runner)
                        .texts("states", columns, Columns::state)
                        .numbers("seconds", columns, ride -> ride.since().getEpochSecond())
                        .numbers("versions", columns, Columns::version)
                        .uuids("effect_runners", effects, Ride.Effect::runnerId)
                        .uuids("effect_bookings", effects, Rides::bookingOf)
                        .texts("kinds", effects, Rides::kindOf),
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
    public static int forget(Tx tx, Instant before, int most) {
        return tx.update(FORGET, values -> values.time("before", before).number("most", most));
    }

    private record Columns(
            @Nullable UUID runner,
            String state,
            Instant since,
            @Nullable Long version) {
        private static @Nullable Long wide(@Nullable Integer version) {
            return version == null ? null : version.longValue();
        }

        static Columns of(Ride ride) {
            return switch (ride) {
                case Ride.Live live -> new Columns(live.runnerId(), "live", live.since(), wide(live.version()));
                case Ride.Open open -> new Columns(null, "open", open.since(), wide(open.version()));
                case Ride.Completed done -> new Columns(done.runnerId(), "completed", done.since(), null);
                case Ride.Cancelled off -> new Columns(off.runnerId(), "cancelled", off.since(), null);
                case Ride.Unknown _ -> throw new IllegalArgumentException("nothing is known of this ride");
            };
        }
    }
}

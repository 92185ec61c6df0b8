package my.kilat.runner.duty;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.runner.domain.Duty;
import my.kilat.runner.domain.Ride;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Carries what rides mean for their runners over to the runners' duties. */
final class DutyEffects {
    /**
     * One statement, relative to what is stored: so it is right whoever else changes the same runner at the same time.
     * The last thing that happened to a runner and a booking counts.
     */
    private static final String APPLY = """
            with effect as (
                select distinct on (e.runner, e.booking, case when e.booking is null then e.nr end) e.*
                from unnest(:runners, :bookings, :kinds) with ordinality as e (runner, booking, kind, nr)
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

    private DutyEffects() {}

    /** Applies effects in their order, and returns the duties that came of it. */
    static List<Duty> apply(Handle handle, List<Ride.Effect> effects) {
        if (effects.isEmpty()) {
            return List.of();
        }
        List<UUID> runners = new ArrayList<>();
        List<@Nullable UUID> bookings = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        for (Ride.Effect effect : effects) {
            runners.add(effect.runnerId());
            switch (effect) {
                case Ride.Effect.Takes takes -> add(bookings, takes.bookingId(), kinds, "takes");
                case Ride.Effect.Leaves leaves -> add(bookings, leaves.bookingId(), kinds, "leaves");
                case Ride.Effect.Completes _ -> add(bookings, null, kinds, "completes");
                case Ride.Effect.Abandons _ -> add(bookings, null, kinds, "abandons");
            }
        }
        return handle.createQuery(APPLY)
                .bindArray("runners", UUID.class, runners)
                .bindArray("bookings", UUID.class, bookings)
                .bindArray("kinds", String.class, kinds)
                .map((row, context) -> DutyRow.of(row))
                .list();
    }

    private static void add(List<@Nullable UUID> bookings, @Nullable UUID booking, List<String> kinds, String kind) {
        bookings.add(booking);
        kinds.add(kind);
    }
}

package my.kilat.booking.store;

import java.time.Instant;
import java.util.UUID;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** Runners who gave bookings back. */
public final class Declines {
    private static final Sql ADD = Sql.of("""
            insert into booking_decline (runner_id, booking_id, declined_at) values (:runner, :booking, :at)
            on conflict (runner_id, booking_id) do update set declined_at = excluded.declined_at""");

    /** The bookings that are no open jobs for a runner: the latest that they gave back, and hardly anybody has more. */
    static final String OF_RUNNER = "array(select d.booking_id from booking_decline d where d.runner_id = :runner"
            + " order by d.declined_at desc limit 1000)";

    /** This booking is no open job for this runner from now on. */
    public void add(Tx tx, UUID booking, UUID runner, Instant now) {
        tx.update(
                ADD,
                values -> values.uuid("runner", runner).uuid("booking", booking).time("at", now));
    }
}

package my.kilat.booking.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** Runners who had bookings and lost them, by their own wish or not. They do not get them again by themselves. */
public final class Declines {
    private static final Sql ADD = Sql.of("""
            insert into booking_decline (runner_id, booking_id, declined_at) values (:runner, :booking, :at)
            on conflict (runner_id, booking_id) do update set declined_at = excluded.declined_at""");

    private static final Sql FIND =
            Sql.of("select declined_at from booking_decline where runner_id = :runner and booking_id = :booking");

    /** The bookings that are no open jobs for a runner: the latest that they lost, and hardly anybody has more. */
    static final String OF_RUNNER = "array(select d.booking_id from booking_decline d where d.runner_id = :runner"
            + " order by d.declined_at desc limit 1000)";

    /** From that moment on the booking is no open job for this runner. */
    public record Decline(UUID booking, UUID runner, Instant at) {}

    /** Adds some; one that is there already gets the later time. */
    public void add(Tx tx, List<Decline> declines) {
        tx.updateEach(
                ADD,
                declines,
                (values, decline) -> values.uuid("runner", decline.runner)
                        .uuid("booking", decline.booking)
                        .time("at", decline.at));
    }

    /** Whether this runner had this booking and lost it. */
    public boolean contains(Queries queries, UUID booking, UUID runner) {
        return queries.first(
                        FIND,
                        values -> values.uuid("runner", runner).uuid("booking", booking),
                        row -> row.time("declined_at"))
                .isPresent();
    }
}

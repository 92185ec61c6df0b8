package my.kilat.platform.event;

import java.time.Duration;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import org.jspecify.annotations.Nullable;

/**
 * The sequence number below which the outbox has no event, and gets none any more. A relay reads from there. If it began at the
 * first entry of the index, each round would read all rows that were deleted before, for as long as an open snapshot of somebody
 * else, such as that of {@code pg_dump}, keeps the database from removing them.
 *
 * <p>A number may be passed only when no transaction that is open has drawn it, or an event could be overtaken by a later one of
 * its key. Transactions have a number of their own before they draw one of the outbox. So first the latest number drawn is
 * noted, and then that of a transaction that begins to write; once all transactions before that one have ended, all events up
 * to the noted number are visible or gone.
 *
 * <p>A replica that took over and lacks the latest transactions gives numbers out again. So a statement that finds the latest number
 * drawn below the floor reads from the beginning ({@link #FROM}); what it finds there makes the relay forget what it knew. A relay
 * whose round has failed forgets it too, and now and then a round reads from the beginning.
 */
final class OutboxFloor {
    /** Where a statement with the parameter {@code :floor} begins to read. */
    static final String FROM = "(select case when last_value < :floor - 1 then 0 else :floor end from outbox_number)";

    private static final int ROUNDS = 16;
    private static final long FROM_THE_BEGINNING = Duration.ofSeconds(10).toNanos();

    private static final Sql DRAWN = Sql.of("""
            select last_value as seq, pg_current_xact_id_if_assigned() is null as is_first
            from outbox_number /* bounded: one row */""");
    private static final Sql OWN =
            Sql.of("select pg_current_xact_id()::text::bigint as xid from (values (1)) as one /* bounded: one row */");
    private static final Sql OLDEST_OPEN = Sql.of("""
            select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xid
            from (values (1)) as one /* bounded: one row */""");
    private static final Sql LEAST =
            Sql.of("select seq from outbox where seq >= :floor and seq <= :drawn order by seq limit 1");

    private long floor;
    private int rounds;
    private long beganAt = System.nanoTime();
    private @Nullable Mark mark;

    /** The latest number that was drawn before a transaction began to write. */
    private record Mark(long drawn, long xid) {}

    /** The least number that may be in the outbox. */
    synchronized long get() {
        return floor;
    }

    /** Where the next round reads from. */
    synchronized long next() {
        if (System.nanoTime() - beganAt > FROM_THE_BEGINNING) {
            beganAt = System.nanoTime();
            return 0;
        }
        return floor;
    }

    /** A round has found this number first. Below the floor it was given out again, and others below it may still be open. */
    synchronized void found(long seq) {
        if (seq < floor) {
            forget();
        }
    }

    /** Nothing is known any more: the server may be another one, which gives out numbers and transactions again. */
    synchronized void forget() {
        floor = 0;
        mark = null;
        rounds = 0;
        beganAt = System.nanoTime();
    }

    /** Raises it now and then; called in each round that has read events. */
    synchronized void raise(Tx tx) {
        if (++rounds < ROUNDS) {
            return;
        }
        rounds = 0;
        Mark before = mark;
        if (before == null) {
            mark = mark(tx);
        } else if (oldestOpen(tx) >= before.xid) {
            floor = least(tx, before);
            mark = mark(tx);
        }
    }

    /** Nothing if the transaction has a number already, which may be less than those of transactions that drew meanwhile. */
    private static @Nullable Mark mark(Tx tx) {
        Drawn drawn = tx.first(DRAWN, _ -> {}, row -> new Drawn(row.bigNumber("seq"), row.flag("is_first")))
                .orElseThrow();
        if (!drawn.isFirst) {
            return null;
        }
        return tx.first(OWN, _ -> {}, row -> new Mark(drawn.seq, row.bigNumber("xid")))
                .orElseThrow();
    }

    private record Drawn(long seq, boolean isFirst) {}

    private static long oldestOpen(Queries tx) {
        return tx.first(OLDEST_OPEN, _ -> {}, row -> row.bigNumber("xid")).orElseThrow();
    }

    private long least(Queries tx, Mark mark) {
        return tx.first(
                        LEAST,
                        values -> values.number("floor", floor).number("drawn", mark.drawn),
                        row -> row.bigNumber("seq"))
                .orElse(mark.drawn + 1);
    }
}

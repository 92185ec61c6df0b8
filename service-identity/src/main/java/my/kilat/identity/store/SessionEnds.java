package my.kilat.identity.store;

import java.time.Duration;
import java.util.List;
import my.kilat.contract.identity.EndedSessions.EndedSession;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;

/** The table {@code session_end}: accounts whose sessions have ended, with numbers that are assigned after the commit. */
public final class SessionEnds {
    /** The lock's key: an arbitrary number that nothing else uses. */
    private static final Sql LOCK = Sql.of("select pg_advisory_xact_lock(" + 0x7365_7373L + ")");

    private static final Sql NUMBERS = Sql.of("""
            select exists (select from session_end where seq is null) as unnumbered,
                   case when is_called then last_value else 0 end as highest
            from session_end_seq limit 1""");

    private static final Sql NUMBER = Sql.of("""
            update session_end set seq = nextval('session_end_seq') where account_id in (
                select account_id from session_end where seq is null limit :most for update skip locked)""");

    private static final Sql AFTER =
            Sql.of("select seq, account_id, generation from session_end where seq > :from order by seq limit :most");

    private SessionEnds() {}

    /** A row with its number. */
    public record Numbered(long seq, EndedSession ended) {}

    /**
     * How far rows have numbers.
     *
     * @param hasUnnumbered whether there are rows without one
     * @param highest the highest number assigned, whose row may not be visible yet; 0 before the first
     */
    public record Numbers(boolean hasUnnumbered, long highest) {}

    /** How far rows have numbers now. */
    public static Numbers numbers(Queries queries) {
        return queries.first(NUMBERS, _ -> {}, row -> new Numbers(row.flag("unnumbered"), row.bigNumber("highest")))
                .orElseThrow();
    }

    /**
     * Assigns numbers to up to this many rows. Only one transaction at a time does so, so that numbers become visible in their
     * order; locked rows are left for the next call.
     */
    public static void number(Tx tx, int most) {
        tx.list(LOCK, _ -> {}, _ -> Boolean.TRUE);
        tx.update(NUMBER, arguments -> arguments.number("most", most));
    }

    /** Up to this many rows with higher numbers, in their order. */
    public static List<Numbered> after(Queries queries, long from, int most) {
        return queries.list(
                AFTER,
                arguments -> arguments.number("from", from).number("most", most),
                row -> new Numbered(
                        row.bigNumber("seq"), new EndedSession(row.uuid("account_id"), row.bigNumber("generation"))));
    }

    /** Deletes rows older than this, in steps. */
    public static void deleteOlderThan(Database database, Duration age) {
        Sweep.deleteOlderThan(database, "session_end", "ended_at", age);
    }
}

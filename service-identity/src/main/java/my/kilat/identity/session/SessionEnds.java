package my.kilat.identity.session;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.contract.identity.EndedSessions.EndedSession;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import my.kilat.platform.security.Revocations;
import org.jdbi.v3.core.Handle;

/**
 * The accounts whose sessions have ended while access tokens of those sessions may be valid, in an order that verifiers can
 * follow: what is added later has a higher number, and comes into sight later.
 */
public final class SessionEnds implements Revocations.Source {
    private static final int AT_ONCE = 1000;

    /** Any number, as long as nothing else here locks by it. */
    private static final long LOCK = 0x7365_7373L;

    /** Kept for that much longer than an access token lives. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Database database;
    private final Duration accessExpiry;

    public SessionEnds(Database database, Duration accessExpiry) {
        this.database = database;
        this.accessExpiry = accessExpiry;
    }

    private record Row(long seq, EndedSession ended) {}

    /**
     * What has come after a cursor, at most a thousand. A cursor that was never given, because the database is an older copy of
     * itself, counts as none.
     */
    @Override
    public EndedSessions after(long cursor) {
        if (database.read(SessionEnds::hasUnnumbered)) {
            database.run(SessionEnds::number);
        }
        return database.read(handle -> {
            long from = cursor > highest(handle) ? 0 : cursor;
            List<Row> rows = handle.createQuery("select seq, account_id, generation from session_end where seq > :from"
                            + " order by seq limit :most")
                    .bind("from", from)
                    .bind("most", AT_ONCE)
                    .map((row, context) -> new Row(
                            row.getLong("seq"),
                            new EndedSession(row.getObject("account_id", UUID.class), row.getLong("generation"))))
                    .list();
            return new EndedSessions(
                    rows.isEmpty() ? from : rows.getLast().seq,
                    rows.size() == AT_ONCE,
                    accessExpiry.plus(SLACK).toSeconds(),
                    rows.stream().map(Row::ended).toList());
        });
    }

    private static boolean hasUnnumbered(Handle handle) {
        return handle.createQuery("select exists (select from session_end where seq is null)")
                .mapTo(Boolean.class)
                .one();
    }

    /** One at a time, so that numbers become visible in their order; rows that are being changed come next time. */
    private static void number(Tx tx) {
        tx.sql().execute("select pg_advisory_xact_lock(?)", LOCK);
        tx.sql().createUpdate("""
                        update session_end set seq = nextval('session_end_seq') where account_id in (
                            select account_id from session_end where seq is null limit :most for update skip locked)""").bind("most", AT_ONCE).execute();
    }

    private static long highest(Handle handle) {
        return handle.createQuery("select case when is_called then last_value else 0 end from session_end_seq limit 1")
                .mapTo(Long.class)
                .one();
    }

    /** Forgets those whose access tokens have all expired; by the clock of the database, which also noted when they ended. */
    public void forgetOld() {
        Sweep.deleteOlderThan(database, "session_end", "ended_at", accessExpiry.plus(SLACK));
    }
}

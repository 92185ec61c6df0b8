package my.kilat.identity.session;

import java.time.Duration;
import java.util.List;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.contract.identity.EndedSessions.EndedSession;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import my.kilat.platform.security.Revocations;

/**
 * The accounts whose sessions have ended while access tokens of those sessions may be valid, in an order that verifiers can
 * follow: what is added later has a higher number, and comes into sight later.
 */
public final class SessionEnds implements Revocations.Source {
    private static final int AT_ONCE = 1000;

    /** Any number, as long as nothing else here locks by it. */
    private static final Sql LOCK = Sql.of("select pg_advisory_xact_lock(" + 0x7365_7373L + ")");

    private static final Sql HAS_UNNUMBERED =
            Sql.of("select exists (select from session_end where seq is null) as found");

    private static final Sql NUMBER = Sql.of("""
            update session_end set seq = nextval('session_end_seq') where account_id in (
                select account_id from session_end where seq is null limit :most for update skip locked)""");

    private static final Sql HIGHEST =
            Sql.of("select case when is_called then last_value else 0 end as highest from session_end_seq limit 1");

    private static final Sql AFTER =
            Sql.of("select seq, account_id, generation from session_end where seq > :from order by seq limit :most");

    /** Kept for that much longer than an access token lives. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Database database;
    private final Duration accessExpiry;

    public SessionEnds(Database database, Duration accessExpiry) {
        this.database = database;
        this.accessExpiry = accessExpiry;
    }

    private record Numbered(long seq, EndedSession ended) {}

    /**
     * What has come after a cursor, at most a thousand. A cursor that was never given, because the database is an older copy of
     * itself, counts as none.
     */
    @Override
    public EndedSessions after(long cursor) {
        if (database.first(HAS_UNNUMBERED, _ -> {}, row -> row.flag("found")).orElseThrow()) {
            database.run(SessionEnds::number);
        }
        long highest = database.first(HIGHEST, _ -> {}, row -> row.bigNumber("highest"))
                .orElseThrow();
        long from = cursor > highest ? 0 : cursor;
        List<Numbered> rows = database.list(
                AFTER,
                arguments -> arguments.number("from", from).number("most", AT_ONCE),
                row -> new Numbered(
                        row.bigNumber("seq"), new EndedSession(row.uuid("account_id"), row.bigNumber("generation"))));
        return new EndedSessions(
                rows.isEmpty() ? from : rows.getLast().seq,
                rows.size() == AT_ONCE,
                accessExpiry.plus(SLACK).toSeconds(),
                rows.stream().map(Numbered::ended).toList());
    }

    /** One at a time, so that numbers become visible in their order; rows that are being changed come next time. */
    private static void number(Tx tx) {
        tx.list(LOCK, _ -> {}, _ -> Boolean.TRUE);
        tx.update(NUMBER, arguments -> arguments.number("most", AT_ONCE));
    }

    /** Forgets those whose access tokens have all expired; by the clock of the database, which also noted when they ended. */
    public void forgetOld() {
        Sweep.deleteOlderThan(database, "session_end", "ended_at", accessExpiry.plus(SLACK));
    }
}

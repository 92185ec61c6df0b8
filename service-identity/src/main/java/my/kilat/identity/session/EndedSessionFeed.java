package my.kilat.identity.session;

import java.time.Duration;
import java.util.List;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.identity.store.SessionEnds;
import my.kilat.platform.database.Database;
import my.kilat.platform.security.Revocations;

/**
 * The accounts whose sessions have ended while access tokens of those sessions may be valid, in an order that verifiers can
 * follow: what is added later has a higher number, and comes into sight later.
 */
public final class EndedSessionFeed implements Revocations.Source {
    private static final int AT_ONCE = 1000;

    /** Kept for that much longer than an access token lives. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Database database;
    private final Duration accessExpiry;

    public EndedSessionFeed(Database database, Duration accessExpiry) {
        this.database = database;
        this.accessExpiry = accessExpiry;
    }

    /**
     * What has come after a cursor, at most a thousand. A cursor that was never given, because the database is an older copy of
     * itself, counts as none.
     */
    @Override
    public EndedSessions after(long cursor) {
        if (SessionEnds.hasUnnumbered(database)) {
            database.run(tx -> SessionEnds.number(tx, AT_ONCE));
        }
        long highest = SessionEnds.highest(database);
        long from = cursor > highest ? 0 : cursor;
        List<SessionEnds.Numbered> rows = SessionEnds.after(database, from, AT_ONCE);
        return new EndedSessions(
                rows.isEmpty() ? from : rows.getLast().seq(),
                rows.size() == AT_ONCE,
                accessExpiry.plus(SLACK).toSeconds(),
                rows.stream().map(SessionEnds.Numbered::ended).toList());
    }

    /** Forgets those whose access tokens have all expired; by the clock of the database, which also noted when they ended. */
    public void forgetOld() {
        SessionEnds.deleteOlderThan(database, accessExpiry.plus(SLACK));
    }
}

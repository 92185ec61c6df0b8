package my.kilat.identity.session;

import java.time.Duration;
import java.util.List;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.identity.store.SessionEnds;
import my.kilat.platform.database.Database;
import my.kilat.platform.security.Revocations;

/**
 * The accounts whose sessions have ended while access tokens of those sessions may be valid, in an order that verifiers can
 * follow: a later entry has a higher number, and becomes visible later.
 */
public final class EndedSessionFeed implements Revocations.Source {
    private static final int AT_ONCE = 1000;

    /** How much longer than the lifetime of an access token an entry is kept. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Database database;
    private final Duration accessExpiry;

    public EndedSessionFeed(Database database, Duration accessExpiry) {
        this.database = database;
        this.accessExpiry = accessExpiry;
    }

    /**
     * The entries after a cursor, at most a thousand. A cursor that was never issued, because the database was restored from
     * an older copy, counts as none.
     */
    @Override
    public EndedSessions after(long cursor) {
        SessionEnds.Numbers numbers = SessionEnds.numbers(database);
        if (numbers.hasUnnumbered()) {
            database.run(tx -> SessionEnds.number(tx, AT_ONCE));
            numbers = SessionEnds.numbers(database);
        }
        long from = cursor > numbers.highest() ? 0 : cursor;
        // Each verifier asks once a second, and there is rarely anything after its cursor.
        List<SessionEnds.Numbered> rows =
                numbers.highest() == from ? List.of() : SessionEnds.after(database, from, AT_ONCE);
        return new EndedSessions(
                rows.isEmpty() ? from : rows.getLast().seq(),
                rows.size() == AT_ONCE,
                accessExpiry.plus(SLACK).toSeconds(),
                rows.stream().map(SessionEnds.Numbered::ended).toList());
    }

    /**
     * Deletes entries whose access tokens have all expired, by the clock of the database, which also recorded when they ended.
     */
    public void forgetOld() {
        SessionEnds.deleteOlderThan(database, accessExpiry.plus(SLACK));
    }
}

package my.kilat.contract.identity;

import java.util.List;
import java.util.UUID;

/**
 * Accounts whose sessions have ended (logout, ban) while access tokens of those sessions may still be valid. Not in an
 * envelope.
 *
 * @param cursor what to ask with next time
 * @param more whether there is more behind the cursor already
 * @param rememberSeconds how long an entry matters: no access token lives longer
 */
public record EndedSessions(long cursor, boolean more, long rememberSeconds, List<EndedSession> ended) {

    /**
     * An account whose sessions have ended.
     *
     * @param generation access tokens of this account with a lower {@code gen} claim are no longer good
     */
    public record EndedSession(UUID userId, long generation) {}
}

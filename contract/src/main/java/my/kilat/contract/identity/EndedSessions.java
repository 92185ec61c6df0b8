package my.kilat.contract.identity;

import java.util.List;
import java.util.UUID;

/**
 * Accounts whose sessions have ended (logout, ban) while access tokens of those sessions may still be valid. Not in an
 * envelope.
 *
 * @param cursor the cursor of the next request
 * @param more whether there are more entries after the cursor already
 * @param rememberSeconds how long an entry has to be kept: no access token lives longer
 */
public record EndedSessions(long cursor, boolean more, long rememberSeconds, List<EndedSession> ended) {

    /**
     * An account whose sessions have ended.
     *
     * @param generation access tokens of this account with a lower {@code gen} claim are no longer valid
     */
    public record EndedSession(UUID userId, long generation) {}
}

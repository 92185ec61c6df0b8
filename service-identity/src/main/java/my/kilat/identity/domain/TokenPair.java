package my.kilat.identity.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * An access token and its refresh token.
 *
 * @param refreshId the refresh token's {@code jti}
 * @param refreshExpires when the refresh token expires
 */
public record TokenPair(String access, String refresh, UUID refreshId, Instant refreshExpires) {
    /** Omits the tokens. */
    @Override
    public String toString() {
        return "TokenPair[" + refreshId + "]";
    }
}

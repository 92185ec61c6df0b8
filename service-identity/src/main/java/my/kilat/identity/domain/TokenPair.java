package my.kilat.identity.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * An access token and the refresh token that goes with it.
 *
 * @param refreshId the refresh token's {@code jti}
 * @param refreshExpires when the refresh token ends
 */
public record TokenPair(String access, String refresh, UUID refreshId, Instant refreshExpires) {
    /** Without the tokens. */
    @Override
    public String toString() {
        return "TokenPair[" + refreshId + "]";
    }
}

package my.kilat.identity.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a refresh token.
 *
 * @param expiresAt when it ends by itself
 * @param usedAt when it bought its successor; null while it has not
 * @param revokedAt when its session was ended; null while it has not been
 */
public record RefreshToken(
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable Instant revokedAt) {

    /** What is done when a refresh token is used. */
    public enum Decision {
        /** It is fresh: it is used up, and buys the next pair. */
        ROTATE,
        /** It was used a moment ago, perhaps by another tab: it gives the same pair once more. */
        REPEAT,
        /** It was used long ago, so one of two holders has stolen it: all of its session ends. */
        STOLEN,
        /** It has expired or was revoked. */
        OVER
    }

    /**
     * Decides what is done when the token is used.
     *
     * @param grace for how long a token that was used gives the same pair again
     */
    public Decision decide(Instant now, Duration grace) {
        if (revokedAt != null || !expiresAt.isAfter(now)) {
            return Decision.OVER;
        }
        if (usedAt == null) {
            return Decision.ROTATE;
        }
        return usedAt.plus(grace).isAfter(now) ? Decision.REPEAT : Decision.STOLEN;
    }
}

package my.kilat.identity.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a refresh token.
 *
 * @param expiresAt when it expires
 * @param usedAt when it was exchanged for its successor; null if it has not been
 * @param revokedAt when its session was ended; null if it has not been
 */
public record RefreshToken(
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable Instant revokedAt) {

    /** The action when a refresh token is used. */
    public enum Decision {
        /** It is unused: exchange it for the next pair. */
        ROTATE,
        /** It was used a moment ago, perhaps by another tab: return the same pair again. */
        REPEAT,
        /** It was used long ago, so one of two holders has stolen it: end its whole session. */
        STOLEN,
        /** It has expired or was revoked. */
        OVER
    }

    /**
     * Decides the action when the token is used.
     *
     * @param grace how long a used token returns the same pair again
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

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

    /** What showing a refresh token leads to. */
    public enum Use {
        /** It is fresh: it is used up, and buys the next pair. */
        ROTATE,
        /** It was used a moment ago, perhaps by another tab: it gives the same pair once more. */
        REPEAT,
        /** It was used long ago, so one of two holders has stolen it: all of its session ends. */
        STOLEN,
        /** It has expired or was revoked. */
        OVER
    }

    /** Decides. */
    public Use shown(Instant now, Duration grace) {
        if (revokedAt != null || !expiresAt.isAfter(now)) {
            return Use.OVER;
        }
        if (usedAt == null) {
            return Use.ROTATE;
        }
        return usedAt.plus(grace).isAfter(now) ? Use.REPEAT : Use.STOLEN;
    }
}

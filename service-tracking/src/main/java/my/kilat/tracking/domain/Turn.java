package my.kilat.tracking.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a booking went to a runner or came back from one. The version of the booking puts such turns in order: their times
 * are of the machines on which they happened.
 *
 * @param version of the booking after it; null when it was told by an event from before events carried one
 * @param at when it happened
 */
public record Turn(@Nullable Integer version, Instant at) {
    /** Whether it was before the other one. Turns without a version were told by one instance, in order of time. */
    public boolean isBefore(Turn other) {
        if (version == null || other.version == null) {
            return at.isBefore(other.at);
        }
        return version < other.version;
    }
}

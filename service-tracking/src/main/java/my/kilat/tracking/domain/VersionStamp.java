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
public record VersionStamp(@Nullable Integer version, Instant at) {
    /**
     * Whether it was before the other one. A turn without a version was told before events carried one, so it precedes every
     * turn that has one; only two of those are compared by their times.
     */
    public boolean isBefore(VersionStamp other) {
        if (version != null && other.version != null) {
            return version < other.version;
        }
        return version == null && (other.version != null || at.isBefore(other.at));
    }
}

package my.kilat.tracking.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a booking with its time, at which a runner accepted or declined it. The version decides the order; the times
 * are of different machines.
 *
 * @param version of the booking after it; null if the event is from before events carried one
 * @param at when it happened
 */
public record VersionStamp(@Nullable Integer version, Instant at) {
    /**
     * Whether it was before the other one. One without a version is of an event from before events carried one, so it precedes
     * all that have one; only two without a version are compared by their times.
     */
    public boolean isBefore(VersionStamp other) {
        if (version != null && other.version != null) {
            return version < other.version;
        }
        return version == null && (other.version != null || at.isBefore(other.at));
    }
}

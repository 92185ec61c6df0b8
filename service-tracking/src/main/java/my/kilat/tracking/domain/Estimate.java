package my.kilat.tracking.domain;

import java.time.Instant;
import my.kilat.contract.tracking.Eta;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.geo.Way;
import org.jspecify.annotations.Nullable;

/**
 * The expected arrival of a runner.
 *
 * @param pickupAt null after the pick-up
 * @param remainingKm to the next stop
 * @param computedAt the time of the estimate
 * @param journey the revision of the journey from which it was made
 */
public record Estimate(
        @Nullable Instant pickupAt, Instant dropoffAt, double remainingKm, Instant computedAt, int journey) {
    /**
     * From a position that may be a little old. An expected arrival is never in the past, and at the pickup never before the time
     * of a planned ride: a runner who could be there earlier has no reason to.
     */
    static Estimate of(Instant seenAt, Ways ways, Journey journey, Instant now) {
        Instant next = later(seenAt.plus(Ways.duration(ways.toNext())), now);
        double kilometres = Distance.rounded(ways.toNext().kilometres());
        Way onward = ways.onward();
        if (onward == null) {
            return new Estimate(null, next, kilometres, now, journey.revision());
        }
        Instant scheduledAt = journey.scheduledAt();
        Instant pickup = scheduledAt == null ? next : later(next, scheduledAt);
        return new Estimate(pickup, pickup.plus(Ways.duration(onward)), kilometres, now, journey.revision());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** The expected arrival at the next stop. */
    Instant at(Stop stop) {
        return stop == Stop.PICKUP && pickupAt != null ? pickupAt : dropoffAt;
    }

    /** The view for clients. */
    public Eta shown(boolean late) {
        return new Eta(pickupAt, dropoffAt, remainingKm, late, computedAt);
    }
}

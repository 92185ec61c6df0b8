package my.kilat.tracking.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 */
public record Estimate(@Nullable Instant pickupAt, Instant dropoffAt, double remainingKm, Instant computedAt) {
    private static final double SECONDS = 60;

    /** From a position that may be a little old. An expected arrival is never in the past. */
    static Estimate of(Instant seenAt, Ways ways, Instant now) {
        Instant next = later(seenAt.plus(duration(ways.toNext())), now);
        Way onward = ways.onward();
        return new Estimate(
                onward == null ? null : next,
                onward == null ? next : next.plus(duration(onward)),
                Distance.rounded(ways.toNext().kilometres()),
                now);
    }

    private static Duration duration(Way way) {
        return Duration.of(Math.round(way.minutes() * SECONDS), ChronoUnit.SECONDS);
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

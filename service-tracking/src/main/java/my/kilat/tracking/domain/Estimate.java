package my.kilat.tracking.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import my.kilat.contract.tracking.Eta;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.geo.Way;
import org.jspecify.annotations.Nullable;

/**
 * When a runner is expected.
 *
 * @param pickupAt null once the pet is aboard
 * @param remainingKm to the next stop
 * @param computedAt when it was worked out
 */
public record Estimate(@Nullable Instant pickupAt, Instant dropoffAt, double remainingKm, Instant computedAt) {
    private static final double SECONDS = 60;

    /** Of somebody who was seen at a time that may lie a little back. Nobody is expected in the past. */
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

    /** When the runner is expected at the next stop. */
    Instant at(Stop stop) {
        return stop == Stop.PICKUP && pickupAt != null ? pickupAt : dropoffAt;
    }

    /** As clients see it. */
    public Eta shown(boolean late) {
        return new Eta(pickupAt, dropoffAt, remainingKm, late, computedAt);
    }
}

package my.kilat.tracking.domain;

import java.time.Duration;
import java.time.Instant;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.geo.Way;

/**
 * The first estimate for a stop, against which later ones are measured.
 *
 * @param source the source of its way; ways of another source are not compared with it
 * @param from when the runner has to be on the way: at the time of the estimate, or later for a planned ride
 * @param at the expected arrival
 */
public record Plan(Stop stop, Way.Source source, Instant from, Instant at) {
    private static final Duration LEAST = Duration.ofMinutes(10);

    /** The plan that follows from the first estimate for a stop. */
    static Plan of(Stop stop, Estimate first, Ways ways) {
        Instant at = first.at(stop);
        Instant start = at.minus(Ways.duration(ways.toNext()));
        Instant from = start.isBefore(first.computedAt()) ? first.computedAt() : start;
        return new Plan(stop, ways.toNext().source(), from, at);
    }

    /** Whether an expected arrival is later by more than 10 minutes and by more than half of the planned time. */
    boolean isMissedBy(Instant expected) {
        return slip(expected).compareTo(limit()) > 0;
    }

    /** Whether an expected arrival is later by less than half of that, which ends a delay. */
    boolean isKeptBy(Instant expected) {
        return slip(expected).compareTo(limit().dividedBy(2)) < 0;
    }

    private Duration slip(Instant expected) {
        return Duration.between(at, expected);
    }

    private Duration limit() {
        Duration half = Duration.between(from, at).dividedBy(2);
        return half.compareTo(LEAST) > 0 ? half : LEAST;
    }
}

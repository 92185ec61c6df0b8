package my.kilat.tracking.domain;

import java.time.Duration;
import java.time.Instant;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.geo.Way;

/**
 * The first estimate for a stop, against which later ones are measured.
 *
 * @param source by what it was measured; ways of another kind are not compared with it
 * @param from when it was worked out
 * @param at when the runner was expected
 */
public record Plan(Stop stop, Way.Source source, Instant from, Instant at) {
    private static final Duration LEAST = Duration.ofMinutes(10);

    /** Whether an arrival then is later by more than 10 minutes and by more than half of the planned time. */
    boolean isMissedBy(Instant expected) {
        return slip(expected).compareTo(limit()) > 0;
    }

    /** Whether an arrival then is less than half of what would be late, so that one who was late no longer is. */
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

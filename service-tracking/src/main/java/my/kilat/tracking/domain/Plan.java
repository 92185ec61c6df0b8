package my.kilat.tracking.domain;

import java.time.Duration;
import java.time.Instant;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.geo.Way;
import org.jspecify.annotations.Nullable;

/**
 * The first estimate for a stop, against which later ones are measured.
 *
 * <p>Ways of another source, such as the straight line while a routing server is away, last longer or shorter for the same ride.
 * So the plan is kept in terms of both: with the first way of another source it is moved by as much as the estimate changed with it.
 *
 * @param source the source of the way of the first estimate
 * @param from when the runner has to be on the way: at the time of the estimate, or later for a planned ride
 * @param at the expected arrival
 * @param otherAt the same in terms of ways of another source; null until there was one
 */
public record Plan(
        Stop stop,
        Way.Source source,
        Instant from,
        Instant at,
        @Nullable Instant otherAt) {
    private static final Duration LEAST = Duration.ofMinutes(10);

    /** The plan that follows from the first estimate for a stop. */
    static Plan of(Stop stop, Estimate first, Ways ways) {
        Instant at = first.at(stop);
        Instant start = at.minus(Ways.duration(ways.toNext()));
        Instant from = start.isBefore(first.computedAt()) ? first.computedAt() : start;
        return new Plan(stop, ways.toNext().source(), from, at, null);
    }

    /**
     * The same plan, in terms of a source as well.
     *
     * @param before the arrival expected last
     * @param expected the one expected now, from a way of that source
     */
    Plan inTermsOf(Way.Source of, Instant before, Instant expected) {
        return of == source || otherAt != null
                ? this
                : new Plan(stop, source, from, at, at.plus(Duration.between(before, expected)));
    }

    /** The planned arrival in terms of a source. */
    Instant at(Way.Source of) {
        return of == source || otherAt == null ? at : otherAt;
    }

    /** Whether an expected arrival is later by more than 10 minutes and by more than half of the planned time. */
    boolean isMissedBy(Instant expected, Way.Source of) {
        return slip(expected, of).compareTo(limit(of)) > 0;
    }

    /** Whether an expected arrival is later by less than half of that, which ends a delay. */
    boolean isKeptBy(Instant expected, Way.Source of) {
        return slip(expected, of).compareTo(limit(of).dividedBy(2)) < 0;
    }

    private Duration slip(Instant expected, Way.Source of) {
        return Duration.between(at(of), expected);
    }

    private Duration limit(Way.Source of) {
        Duration half = Duration.between(from, at(of)).dividedBy(2);
        return half.compareTo(LEAST) > 0 ? half : LEAST;
    }
}

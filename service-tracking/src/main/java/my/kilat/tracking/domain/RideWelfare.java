package my.kilat.tracking.domain;

import java.time.Duration;
import java.time.Instant;
import my.kilat.contract.tracking.WelfareSummary;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how a pet was carried, waypoint by waypoint, in constant memory. What no position shows, such as a stop during which the
 * phone was silent throughout, is not counted.
 */
public final class RideWelfare {
    private static final Duration SHORTEST_STOP = Duration.ofMinutes(2);

    /** Between positions in quicker succession a speed means little. */
    private static final double SHORTEST_LEG_SECONDS = 5;

    private static final double MILLIS = 1_000;
    private static final double SECONDS = 60;
    private static final double MINUTES = 60;

    private final @Nullable Journey journey;
    private final StopRules rules;

    private @Nullable Position place;
    private Instant since = Instant.MIN;
    private @Nullable Position last;
    private Instant first = Instant.MIN;
    private Instant lastAt = Instant.MIN;
    private double kilometres;
    private double reportedKmh;
    private double derivedKmh;
    private int stops;
    private Duration stopped = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private Duration hot = Duration.ZERO;

    /**
     * @param journey null if not known; then no stop is known to be one of the ride
     */
    public RideWelfare(@Nullable Journey journey, StopRules rules) {
        this.journey = journey;
        this.rules = rules;
    }

    /**
     * Adds the next waypoint.
     *
     * @param at not before that of the waypoint before
     * @param speedKmh as the phone reported it, 0 if it did not
     */
    public void add(Position position, Instant at, double speedKmh) {
        if (last == null) {
            first = at;
        } else {
            double leg = last.kilometresTo(position);
            kilometres += leg;
            double seconds = Duration.between(lastAt, at).toMillis() / MILLIS;
            if (seconds >= SHORTEST_LEG_SECONDS) {
                derivedKmh = Math.max(derivedKmh, leg / seconds * SECONDS * MINUTES);
            }
        }
        if (place == null || place.kilometresTo(position) > Standing.RADIUS_KM) {
            endStop();
            place = position;
            since = at;
        }
        reportedKmh = Math.max(reportedKmh, speedKmh);
        last = position;
        lastAt = at;
    }

    private void endStop() {
        if (place == null || (journey != null && journey.hasStopNear(place))) {
            return;
        }
        Duration stood = Duration.between(since, lastAt);
        if (stood.compareTo(SHORTEST_STOP) < 0) {
            return;
        }
        stops++;
        stopped = stopped.plus(stood);
        longest = stood.compareTo(longest) > 0 ? stood : longest;
        if (journey == null || !journey.temperatureControlled()) {
            hot = hot.plus(rules.hotPart(since, lastAt));
        }
    }

    /** The summary; not to be added to afterwards. */
    public WelfareSummary summary() {
        endStop();
        double minutes = last == null ? 0 : minutes(Duration.between(first, lastAt));
        return new WelfareSummary(
                stops,
                rounded(minutes(stopped)),
                rounded(minutes(longest)),
                rounded(minutes(hot)),
                rounded(minutes),
                Distance.rounded(kilometres),
                rounded(reportedKmh > 0 ? reportedKmh : derivedKmh),
                rounded(minutes > 0 ? kilometres / minutes * MINUTES : 0));
    }

    private static double minutes(Duration duration) {
        return duration.toMillis() / MILLIS / SECONDS;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}

package my.kilat.tracking.domain;

import java.time.Duration;

/** How far a runner can have come between two positions. */
final class Movement {
    private static final double FASTEST_KMH = 200;

    /** Phones may send whole seconds, so two positions of the same second may be one second apart. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final double FARTHEST_JUMP_KM = 100;
    private static final Duration JUMP = Duration.ofMinutes(1);
    private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    private Movement() {}

    /**
     * Whether somebody can have gone from one point to the other. Times of arrival say little, since positions may be delayed and
     * then come together: with them only a jump is impossible.
     *
     * @param timed whether the times are those at which the phone was there
     */
    static boolean isPossible(TripPath.Point from, TripPath.Point to, boolean timed) {
        double kilometres = from.kilometresTo(to);
        Duration time = Duration.between(from.at(), to.at()).abs();
        if (timed) {
            double millis = Math.max(time.toMillis(), SHORTEST.toMillis());
            return kilometres <= FASTEST_KMH * millis / MILLIS_PER_HOUR;
        }
        return kilometres <= FARTHEST_JUMP_KM || time.compareTo(JUMP) >= 0;
    }
}

package my.kilat.tracking.domain;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import my.kilat.platform.geo.Way;
import org.jspecify.annotations.Nullable;

/**
 * The remaining ways of a trip.
 *
 * @param toNext from the last position to the next stop
 * @param onward from the pickup to the drop-off; null after the pick-up
 */
public record Ways(Way toNext, @Nullable Way onward) {
    private static final double SECONDS = 60;

    /** The time that a way takes. */
    static Duration duration(Way way) {
        return Duration.of(Math.round(way.minutes() * SECONDS), ChronoUnit.SECONDS);
    }
}

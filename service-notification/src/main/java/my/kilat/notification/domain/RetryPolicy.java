package my.kilat.notification.domain;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a message is tried again that a provider could not take.
 *
 * @param retries after the first attempt
 * @param firstPause before the first retry; each further one waits {@value #GROWTH} times longer
 */
public record RetryPolicy(int retries, Duration firstPause) {
    private static final int GROWTH = 6;

    /** How long to wait after this many failed attempts, 1 and up; empty to give up. */
    public Optional<Duration> pauseAfter(int attempts) {
        return attempts > retries
                ? Optional.empty()
                : Optional.of(firstPause.multipliedBy((long) Math.pow(GROWTH, attempts - 1.0)));
    }
}

package my.kilat.notification.domain;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a message is retried that a provider could not accept, and how long it waits while the provider itself is
 * unreachable, which does not count as an attempt.
 *
 * @param retries after the first attempt
 * @param firstPause before the first retry; each further pause is {@value #GROWTH} times longer
 * @param patience after this time a message is given up whose provider was never reachable
 */
public record RetryPolicy(int retries, Duration firstPause, Duration patience) {
    private static final int GROWTH = 6;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** The pause after this many failed attempts, 1 and up; empty to give up. */
    public Optional<Duration> pauseAfter(int attempts) {
        return attempts > retries
                ? Optional.empty()
                : Optional.of(firstPause.multipliedBy((long) Math.pow(GROWTH, attempts - 1.0)));
    }

    /** The pause after the provider was unreachable this many times in a row, 1 and up. */
    public Duration waitAfter(int times) {
        Duration longest = firstPause.compareTo(LONGEST_WAIT) > 0 ? firstPause : LONGEST_WAIT;
        Duration wait = firstPause.multipliedBy(1L << Math.min(times - 1, 10));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}

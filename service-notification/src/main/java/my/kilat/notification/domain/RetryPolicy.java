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
 * @param longestWait between two attempts while the provider is unreachable, unless the first pause is longer
 */
public record RetryPolicy(int retries, Duration firstPause, Duration patience, Duration longestWait) {
    /** For what is of no use after some seconds. */
    public static final RetryPolicy OF_OFFERS =
            new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofDays(1), Duration.ofSeconds(8));

    private static final int GROWTH = 6;

    /** The pause after this many failed attempts, 1 and up; empty to give up. */
    public Optional<Duration> pauseAfter(int attempts) {
        return attempts > retries
                ? Optional.empty()
                : Optional.of(firstPause.multipliedBy((long) Math.pow(GROWTH, attempts - 1.0)));
    }

    /** The pause after the provider was unreachable this many times in a row, 1 and up. */
    public Duration waitAfter(int times) {
        Duration longest = firstPause.compareTo(longestWait) > 0 ? firstPause : longestWait;
        Duration wait = firstPause.multipliedBy(1L << Math.min(times - 1, 10));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}

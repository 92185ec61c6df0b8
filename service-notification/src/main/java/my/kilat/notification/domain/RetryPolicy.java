package my.kilat.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a message is retried that a provider could not accept, and how long it waits while the provider itself is
 * unreachable, which does not count as an attempt.
 *
 * @param retries after the first attempt
 * @param firstPause before the first retry
 * @param growth how many times longer each further pause is than the one before
 * @param patience after this time a message is given up whose provider was never reachable
 * @param longestWait between two attempts while the provider is unreachable, unless the first pause is longer
 */
public record RetryPolicy(int retries, Duration firstPause, int growth, Duration patience, Duration longestWait) {
    /** For what is of no use after some seconds. */
    public static final RetryPolicy OF_OFFERS =
            new RetryPolicy(8, Duration.ofSeconds(2), 2, Duration.ofDays(1), Duration.ofSeconds(8));

    /** What is of use for less than this is not tried again. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    /** The pause after this many failed attempts, 1 and up; empty to give up. */
    public Optional<Duration> pauseAfter(int attempts) {
        return attempts > retries
                ? Optional.empty()
                : Optional.of(firstPause.multipliedBy((long) Math.pow(growth, attempts - 1.0)));
    }

    /**
     * When a retry is due after a pause. Of what is of use for a while only the pause is at most half of the time that is left,
     * so that it is tried once more before its end; empty once hardly any is left.
     */
    public Optional<Instant> retryAt(Instant now, Duration pause, @Nullable Instant usefulUntil) {
        if (usefulUntil == null) {
            return Optional.of(now.plus(pause));
        }
        Duration half = Duration.between(now, usefulUntil).dividedBy(2);
        return half.compareTo(SHORTEST) < 0
                ? Optional.empty()
                : Optional.of(now.plus(pause.compareTo(half) < 0 ? pause : half));
    }

    /** The pause after the provider was unreachable this many times in a row, 1 and up. */
    public Duration waitAfter(int times) {
        Duration longest = firstPause.compareTo(longestWait) > 0 ? firstPause : longestWait;
        Duration wait = firstPause.multipliedBy(1L << Math.min(times - 1, 10));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}

package my.kilat.platform.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The {@code Retry-After} of a refused request whose outage has no known end: the longer the outage has lasted, the longer
 * it is expected to last. The times are randomised, so that callers do not all return at once.
 */
final class RetryAdvice {
    private static final double LONGEST_SECONDS = 30;

    /** By {@link System#nanoTime()}, or 0 when there is no outage. */
    private volatile long troubledSince;

    /** Reports that a request was granted. */
    void granted() {
        if (troubledSince != 0) {
            troubledSince = 0;
        }
    }

    /** Reports that a request was refused; returns when to retry it: 1 s to about a minute. */
    Duration refused() {
        long now = System.nanoTime();
        if (troubledSince == 0) {
            troubledSince = now | 1;
        }
        double lasted = Math.max(0, now - troubledSince) / 1e9;
        double seconds = Math.min(LONGEST_SECONDS, 1 + lasted / 2);
        return Duration.ofMillis(
                (long) (1_000 * seconds * ThreadLocalRandom.current().nextDouble(1, 2)));
    }
}

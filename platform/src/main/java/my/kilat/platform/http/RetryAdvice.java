package my.kilat.platform.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * After how long a caller who is refused should try again, where nothing says when the trouble will be over: the longer it
 * has lasted, the longer it is expected to last. Each caller is told a time of its own, so that they do not all come back
 * at once.
 */
final class RetryAdvice {
    private static final double LONGEST_SECONDS = 30;

    /** By {@link System#nanoTime()}, or 0 when all is well. */
    private volatile long troubledSince;

    /** Says that a request could be granted. */
    void granted() {
        if (troubledSince != 0) {
            troubledSince = 0;
        }
    }

    /** Says that a request could not be granted, and when to try it again: 1 s to about a minute. */
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

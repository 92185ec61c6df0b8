package my.kilat.gateway.proxy.policy;

import java.time.Duration;

/**
 * The {@code Retry-After} of a refusal. It is created from a duration, which each refusal derives from its cause: when a
 * breaker admits the next request, when a window of the limiter ends, how long slots are held.
 *
 * @param seconds whole seconds, 1 to 3600; 0 for a response without the header
 */
public record RetryAfter(int seconds) {
    /** A response without {@code Retry-After}. */
    public static final RetryAfter UNSAID = new RetryAfter(0);

    private static final long LONGEST = 3600;

    /** After this many nanoseconds, rounded up; at least one second. */
    public static RetryAfter nanos(long nanos) {
        long seconds = nanos / 1_000_000_000L + (nanos % 1_000_000_000L > 0 ? 1 : 0);
        return new RetryAfter((int) Math.clamp(seconds, 1, LONGEST));
    }

    /** After this time, rounded up; at least one second. */
    public static RetryAfter in(Duration time) {
        return nanos(time.toNanos());
    }
}

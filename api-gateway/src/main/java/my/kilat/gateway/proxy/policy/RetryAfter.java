package my.kilat.gateway.proxy.policy;

import java.time.Duration;

/**
 * What {@code Retry-After} tells a refused caller. It can only be made of a length of time, which each refusal works out
 * from what it knows: when a breaker lets the next request through, when a window of the limiter ends, how long slots
 * are taken.
 *
 * @param seconds whole seconds, 1 to 3600; 0 for an answer without the header
 */
public record RetryAfter(int seconds) {
    /** The answer does not say when to come back. */
    public static final RetryAfter UNSAID = new RetryAfter(0);

    private static final long LONGEST = 3600;

    /** After so many nanoseconds, rounded up; at least one second. */
    public static RetryAfter nanos(long nanos) {
        long seconds = nanos / 1_000_000_000L + (nanos % 1_000_000_000L > 0 ? 1 : 0);
        return new RetryAfter((int) Math.clamp(seconds, 1, LONGEST));
    }

    /** After this time, rounded up; at least one second. */
    public static RetryAfter in(Duration time) {
        return nanos(time.toNanos());
    }
}

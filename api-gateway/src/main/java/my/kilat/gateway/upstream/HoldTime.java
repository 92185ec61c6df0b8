package my.kilat.gateway.upstream;

/**
 * The recent hold time of slots, from which {@code Retry-After} is derived. Event loops update it without a lock: a lost
 * update now and then does not matter in an average of dozens.
 */
public final class HoldTime {
    private long mean;
    private long last = System.nanoTime();

    /** A slot was released; {@code since} is when it was taken, in nanoseconds. */
    public void add(long since, long now) {
        mean += (now - since - mean) >> 5;
        last = now;
    }

    /**
     * The expected hold time of the slots in use, in nanoseconds: the mean, or the time since the last release if that is
     * longer, because then the current ones take longer.
     */
    public long expected(long now) {
        return Math.max(mean, now - last);
    }
}

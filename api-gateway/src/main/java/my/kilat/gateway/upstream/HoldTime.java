package my.kilat.gateway.upstream;

/**
 * How long places of some kind were held lately, for telling a refused caller when to come back. Event loops add to it
 * without a lock: a value that is lost now and then changes an average of dozens by nothing.
 */
public final class HoldTime {
    private long mean;
    private long last = System.nanoTime();

    /** A place was given back that was taken at a time in nanoseconds. */
    public void add(long since, long now) {
        mean += (now - since - mean) >> 5;
        last = now;
    }

    /**
     * How long the places held now may be held, in nanoseconds: the mean, or the time since the last was given back when
     * that is longer, for then those there are take longer.
     */
    public long expected(long now) {
        return Math.max(mean, now - last);
    }
}

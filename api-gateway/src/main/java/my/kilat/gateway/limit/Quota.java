package my.kilat.gateway.limit;

/** The rate-limit headers of a response, from the tightest bucket of the request. Reused between requests. */
public final class Quota {
    private boolean counted;
    private long limit;
    private long remaining;
    private long nanosToReset;

    /** Resets it to a request that has not been counted. */
    public void clear() {
        counted = false;
    }

    /**
     * Records that the request was counted in a bucket; of several the tightest is kept.
     *
     * @param newLimit requests a minute
     * @param newRemaining requests left
     * @param newNanosToReset until it is full again
     */
    public void count(long newLimit, long newRemaining, long newNanosToReset) {
        if (counted && newRemaining >= remaining) {
            return;
        }
        counted = true;
        limit = newLimit;
        remaining = newRemaining;
        nanosToReset = newNanosToReset;
    }

    /** Whether the request was counted. */
    public boolean counted() {
        return counted;
    }

    /** Requests a minute. */
    public long limit() {
        return limit;
    }

    /** Requests left until the reset. */
    public long remaining() {
        return remaining;
    }

    /** Nanoseconds until the bucket is full again. */
    public long nanosToReset() {
        return nanosToReset;
    }

    /** Seconds until then, rounded up. */
    public long resetSeconds() {
        return (nanosToReset + 999_999_999L) / 1_000_000_000L;
    }
}

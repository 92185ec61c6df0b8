package my.kilat.gateway.limit;

/**
 * What a limited answer tells its caller about the tightest bucket it was counted in. Reused from request to request.
 */
public final class Quota {
    private boolean counted;
    private long limit;
    private long remaining;
    private long nanosToReset;

    /** Nothing was counted yet. */
    public void clear() {
        counted = false;
    }

    /**
     * The request was counted in a bucket; of several the tightest is told.
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

    /** Whether the request was counted at all. */
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

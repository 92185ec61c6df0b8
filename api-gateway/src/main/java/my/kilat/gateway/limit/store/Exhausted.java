package my.kilat.gateway.limit.store;

import my.kilat.gateway.limit.Allowance;
import my.kilat.gateway.limit.Charges;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the buckets that the store reported as exhausted, until their window ends: a caller who floods the gateway is
 * refused without a round trip to the store. It has a fixed number of slots; an evicted entry costs one more round trip.
 */
final class Exhausted {
    private static final int SLOTS = 1024;

    private final long[] high = new long[SLOTS];
    private final long[] low = new long[SLOTS];
    private final long[] until = new long[SLOTS];
    private final boolean[] user = new boolean[SLOTS];
    private final @Nullable Allowance[] allowance = new Allowance[SLOTS];

    /** The i-th bucket is exhausted until that time. */
    void add(Charges charges, int i, long end) {
        int slot = slot(charges.high(i), charges.low(i), charges.allowance(i));
        high[slot] = charges.high(i);
        low[slot] = charges.low(i);
        user[slot] = charges.user(i);
        allowance[slot] = charges.allowance(i);
        until[slot] = end;
    }

    /** The nanoseconds for which a bucket is exhausted; 0 if it is not in the cache. */
    long left(boolean ofUser, long callerHigh, long callerLow, Allowance kind, long now) {
        int slot = slot(callerHigh, callerLow, kind);
        return allowance[slot] == kind && high[slot] == callerHigh && low[slot] == callerLow && user[slot] == ofUser
                ? Math.max(0, until[slot] - now)
                : 0;
    }

    private static int slot(long callerHigh, long callerLow, Allowance kind) {
        long mixed = (callerHigh ^ Long.rotateLeft(callerLow, 32) ^ kind.name().hashCode()) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 54);
    }
}

package my.kilat.gateway.limit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one or two buckets in which a request is counted. Reused between requests. */
public final class Charges {
    private static final int MOST = 2;

    private final boolean[] user = new boolean[MOST];
    private final long[] high = new long[MOST];
    private final long[] low = new long[MOST];
    private final @Nullable Allowance[] allowance = new Allowance[MOST];
    private final int[] cost = new int[MOST];
    private int size;

    /** Removes all buckets. */
    public Charges clear() {
        size = 0;
        return this;
    }

    /**
     * Adds a bucket.
     *
     * @param ofUser whether the two halves are a user's id, else a network address or a hash
     * @param callerHigh whose it is, upper half
     * @param callerLow whose it is, lower half
     * @param requests how many requests are counted, at least 1
     */
    public Charges add(boolean ofUser, long callerHigh, long callerLow, Allowance kind, int requests) {
        user[size] = ofUser;
        high[size] = callerHigh;
        low[size] = callerLow;
        allowance[size] = kind;
        cost[size] = requests;
        size++;
        return this;
    }

    /** The number of buckets. */
    public int size() {
        return size;
    }

    /** Whether the i-th bucket is a user's. */
    public boolean user(int i) {
        return user[i];
    }

    /** The owner of the i-th bucket, upper half. */
    public long high(int i) {
        return high[i];
    }

    /** The owner of the i-th bucket, lower half. */
    public long low(int i) {
        return low[i];
    }

    /** The allowance of the i-th bucket. */
    public Allowance allowance(int i) {
        return Objects.requireNonNull(allowance[i]);
    }

    /** How many requests are counted in the i-th. */
    public int cost(int i) {
        return cost[i];
    }
}

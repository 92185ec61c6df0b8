package my.kilat.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts requests per caller in fixed windows of a minute, each beginning with the caller's first request. Memory is bounded
 * whatever the number of callers: the least frequently used are evicted first, so a flood of one-time callers does not evict a
 * busy one.
 */
public final class RateLimiter {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final boolean off;
    private final int perMinute;
    private final Map<Allowance, Bandwidth> windows = new EnumMap<>(Allowance.class);
    private final Cache<Key, Bucket> buckets;
    private final TimeMeter time;

    /**
     * @param perMinute the limit of {@link Allowance#GENERAL}; 0 switches limits off
     * @param mostCallers the most callers that are tracked
     * @param clock the time; a step backwards changes no counter
     */
    public RateLimiter(int perMinute, int mostCallers, InstantSource clock) {
        off = perMinute == 0;
        this.perMinute = perMinute;
        time = new ForwardTime(clock);
        buckets = Caffeine.newBuilder()
                .maximumSize(mostCallers)
                .executor(Runnable::run)
                .build();
        for (Allowance allowance : Allowance.values()) {
            int limit = allowance.perMinute(Math.max(1, perMinute));
            windows.put(
                    allowance,
                    Bandwidth.builder()
                            .capacity(limit)
                            .refillIntervally(limit, WINDOW)
                            .build());
        }
    }

    /** Counts one request in its buckets, up to the first that is exhausted. Returns whether none was. */
    public boolean take(Charges charges, Quota quota) {
        for (int i = 0; !off && i < charges.size(); i++) {
            Bucket bucket = bucket(charges.user(i), charges.high(i), charges.low(i), charges.allowance(i));
            if (!take(bucket, charges.cost(i), charges.allowance(i), quota)) {
                return false;
            }
        }
        return true;
    }

    /** Whether rate limits are switched off. */
    public boolean isOff() {
        return off;
    }

    /** The requests per minute of an allowance. */
    public int perMinute(Allowance allowance) {
        return allowance.perMinute(perMinute);
    }

    /**
     * Counts one request.
     *
     * @param user whether the two halves are a user's id, else a network address
     * @param high the caller, upper half
     * @param low the caller, lower half
     * @return whether it is within the limit
     */
    public boolean take(boolean user, long high, long low, Allowance allowance, Quota quota) {
        return off || take(bucket(user, high, low, allowance), 1, allowance, quota);
    }

    private boolean take(Bucket bucket, int requests, Allowance allowance, Quota quota) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(requests);
        quota.count(allowance.perMinute(perMinute), probe.getRemainingTokens(), probe.getNanosToWaitForReset());
        return probe.isConsumed();
    }

    /** Whether the general bucket of an address is exhausted; sets the quota only then, and counts nothing. */
    public boolean spent(long high, long low, Quota quota) {
        if (off || bucket(false, high, low, Allowance.GENERAL).getAvailableTokens() > 0) {
            return false;
        }
        return !take(false, high, low, Allowance.GENERAL, quota);
    }

    /** The number of tracked callers. */
    public long callers() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket(boolean user, long high, long low, Allowance allowance) {
        Key key = new Key(user, high, low, allowance);
        Bucket known = buckets.getIfPresent(key);
        return known != null ? known : buckets.get(key, this::fresh);
    }

    private Bucket fresh(Key key) {
        return Bucket.builder()
                .addLimit(Objects.requireNonNull(windows.get(key.allowance)))
                .withCustomTimePrecision(time)
                .build();
    }

    private record Key(boolean user, long high, long low, Allowance allowance) {
        @Override
        public int hashCode() {
            long mixed =
                    (high ^ Long.rotateLeft(low, 32) ^ allowance.hashCode() ^ (user ? 1 : 0)) * 0x9E3779B97F4A7C15L;
            return (int) (mixed ^ mixed >>> 32);
        }
    }

    /** The clock as a monotonic meter: a step backwards counts as no time passed. */
    private static final class ForwardTime implements TimeMeter {
        private final InstantSource clock;
        private volatile long lastMillis;
        private volatile long lostMillis;

        ForwardTime(InstantSource clock) {
            this.clock = clock;
            this.lastMillis = clock.millis();
        }

        @Override
        public long currentTimeNanos() {
            long now = clock.millis();
            long last = lastMillis;
            if (now < last) {
                stepBack(now);
            } else if (now != last) {
                lastMillis = now;
            }
            return (now + lostMillis) * 1_000_000L;
        }

        private synchronized void stepBack(long now) {
            if (now < lastMillis - 50) {
                lostMillis += lastMillis - now;
                lastMillis = now;
            }
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}

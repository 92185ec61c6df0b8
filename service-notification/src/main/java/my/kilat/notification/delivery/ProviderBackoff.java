package my.kilat.notification.delivery;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.notification.domain.RetryPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pause of a lane whose provider is unreachable. It grows with each failure; after it a single delivery is tried before
 * the others.
 */
final class ProviderBackoff {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderBackoff.class);

    private final String lane;
    private final RetryPolicy policy;
    private final AtomicInteger times = new AtomicInteger();
    private Instant until = Instant.EPOCH;

    ProviderBackoff(String lane, RetryPolicy policy) {
        this.lane = lane;
        this.policy = policy;
    }

    /** Whether the pause has not ended. */
    boolean lasts(Instant now) {
        return now.isBefore(until);
    }

    /** Whether the provider was unreachable the last time. */
    boolean isOn() {
        return times.get() > 0;
    }

    /** When to retry a delivery that could not be tried now. */
    Instant next(Instant now) {
        return lasts(now) ? until : now.plus(policy.firstPause());
    }

    void begin(Instant now, String why) {
        if (!isOn()) {
            LOG.warn("deliveries by {} wait: {}", lane, why);
        }
        until = now.plus(policy.waitAfter(times.incrementAndGet()));
    }

    void end() {
        if (isOn()) {
            LOG.info("deliveries by {} go on", lane);
            times.set(0);
        }
    }
}

package my.kilat.gateway.limit.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the store, as all event loops of this gateway see it. While one of them counts without it, there is an alarm:
 * limits then hold for each gateway separately, so a caller may exceed the configured limit.
 */
public final class StoreState {
    private static final Logger LOG = LoggerFactory.getLogger(StoreState.class);

    private final StoreSettings settings;
    private final Counter alone;
    private final Map<Object, String> away = new HashMap<>();

    /** The state of a store, with its meters. */
    public StoreState(StoreSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.alone = Counter.builder("gateway.limiter.store.missed")
                .description(
                        "Requests that were counted by this gateway alone, because the store did not answer in time")
                .register(meters);
        Gauge.builder("gateway.limiter.store.away", this, StoreState::countAway)
                .description("Event loops that do without the store at the moment")
                .register(meters);
    }

    StoreSettings settings() {
        return settings;
    }

    /** A request was counted without the store. */
    void missed() {
        alone.increment();
    }

    /** Reports that one event loop's connection is unusable, for this reason. */
    synchronized void away(Object connection, String why) {
        boolean first = away.isEmpty();
        away.put(connection, why);
        if (first) {
            LOG.warn(
                    "the store of rate limits at {} cannot be used: {}; meanwhile every gateway counts for itself",
                    settings.address(),
                    why);
        }
    }

    /** Reports that it works again. */
    synchronized void back(Object connection) {
        if (away.remove(connection) != null && away.isEmpty()) {
            LOG.info("the store of rate limits at {} is in use", settings.address());
        }
    }

    private synchronized int countAway() {
        return away.size();
    }

    /** The alarm for {@code /health}; empty without one. */
    public synchronized Map<String, String> alarms() {
        return away.values().stream()
                .findFirst()
                .map(why -> Map.of(
                        "rate_limit_store",
                        "the store at " + settings.address() + " cannot be used (" + why
                                + "); every gateway counts for itself"))
                .orElse(Map.of());
    }
}

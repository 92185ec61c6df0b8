package my.kilat.notification.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.notification.domain.DeliveryResult.Fate;

/** Counts what becomes of the deliveries of a lane. */
public final class DeliveryCounters {
    private final Map<Fate, Counter> counters;

    /**
     * @param lane the name of the lane
     */
    public DeliveryCounters(String lane, MeterRegistry meters) {
        this.counters = Arrays.stream(Fate.values())
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        fate -> Counter.builder("kilat.notifications.deliveries")
                                .description("Attempts to bring a notification to somebody, by what became of them")
                                .tag("channel", lane)
                                .tag("outcome", fate.name().toLowerCase(Locale.ROOT))
                                .register(meters)));
    }

    /** Counts as many deliveries. */
    public void add(Fate fate, int count) {
        Objects.requireNonNull(counters.get(fate)).increment(count);
    }
}

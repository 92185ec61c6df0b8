package my.kilat.console.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Makes series of the samples of a service, reading by reading. What several instances do is added up; of memory and processor,
 * and of the age of the oldest event, the highest counts. What was counted between two readings is not known when a process
 * has begun anew between them.
 */
final class SeriesMaker {
    private static final int MILLIS = 1_000;
    private static final double NANOS = 1e9;
    private static final int MEBIBYTE = 1 << 20;

    /** Values are told to three places. */
    private static final double PRECISION = 1_000.0;

    private static final List<String> NAMES = List.of(
            "requests_per_second",
            "errors_per_second",
            "mean_millis",
            "in_flight",
            "connections",
            "outbox_seconds",
            "heap_mib",
            "processor_percent");

    private final Map<String, List<@Nullable Double>> values = new LinkedHashMap<>();
    private final Map<String, Double> now = new LinkedHashMap<>();
    private double elapsed;
    private double requests;
    private double seconds;

    SeriesMaker() {
        NAMES.forEach(name -> values.put(name, new ArrayList<>()));
    }

    /** Begins a reading. */
    void begin(Duration sinceTheOneBefore) {
        now.clear();
        elapsed = sinceTheOneBefore.toNanos() / NANOS;
        requests = 0;
        seconds = 0;
    }

    /** Adds an instance. */
    void add(ServiceSample sample, @Nullable ServiceSample before) {
        if (before != null && elapsed > 0 && sample.requests() >= before.requests()) {
            requests += sample.requests() - before.requests();
            seconds += sample.seconds() - before.seconds();
            now.merge("requests_per_second", (sample.requests() - before.requests()) / elapsed, Double::sum);
            now.merge("errors_per_second", Math.max(0, sample.errors() - before.errors()) / elapsed, Double::sum);
        }
        sample.inFlight().ifPresent(value -> now.merge("in_flight", value, Double::sum));
        sample.connections().ifPresent(value -> now.merge("connections", value, Double::sum));
        highest("outbox_seconds", sample.outboxSeconds(), 1);
        highest("heap_mib", sample.heapBytes(), 1.0 / MEBIBYTE);
        if (before != null && elapsed > 0) {
            processor(sample.processorNanos(), before.processorNanos());
        }
    }

    /** In percent of one processor. */
    private void processor(OptionalDouble nanos, OptionalDouble before) {
        if (nanos.isPresent() && before.isPresent() && nanos.getAsDouble() >= before.getAsDouble()) {
            double used = (nanos.getAsDouble() - before.getAsDouble()) / NANOS;
            now.merge("processor_percent", used / elapsed * 100, Math::max);
        }
    }

    private void highest(String name, OptionalDouble value, double factor) {
        value.ifPresent(it -> now.merge(name, it * factor, Math::max));
    }

    /** Ends a reading. */
    void end() {
        if (requests > 0) {
            now.put("mean_millis", seconds * MILLIS / requests);
        }
        values.forEach((name, series) -> series.add(rounded(now.get(name))));
    }

    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : Math.round(value * PRECISION) / PRECISION;
    }

    List<Series> all() {
        return values.entrySet().stream()
                .map(one -> new Series(one.getKey(), one.getValue()))
                .toList();
    }
}

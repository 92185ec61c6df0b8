package my.kilat.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Metrics as text. */
class ExpositionTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static List<String> lines(Exposition exposition, String... names) {
        return new String(exposition.text(List.of(names)), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void familiesAreSelectedByNameAndCountersWithoutTheirEnding() {
        registry.counter("kilat.taken").increment();
        registry.timer("kilat.walk").record(Duration.ofSeconds(1));
        registry.gauge("kilat.waiting", 3);
        try (Exposition exposition = new Exposition(registry)) {
            assertThat(lines(exposition))
                    .contains("kilat_taken_total 1.0", "kilat_walk_seconds_count 1", "kilat_waiting 3.0");
            assertThat(lines(exposition, "kilat_taken", "kilat_nothing")).containsExactly("kilat_taken_total 1.0");
            assertThat(lines(exposition, "kilat_walk_seconds"))
                    .containsExactly("kilat_walk_seconds_count 1", "kilat_walk_seconds_sum 1.0");
        }
    }

    @Test
    void aPlatformThreadWritesWhateverThreadAsks() throws Exception {
        AtomicReference<Thread> read = new AtomicReference<>();
        Gauge.builder("kilat.read", () -> {
                    read.set(Thread.currentThread());
                    return 1;
                })
                .register(registry);
        try (Exposition exposition = new Exposition(registry);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.submit(() -> lines(exposition, "kilat_read")).get())
                    .containsExactly("kilat_read 1.0");
        }
        assertThat(read.get().isVirtual()).isFalse();
    }
}

package my.kilat.console.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.console.ServiceStandIn;
import my.kilat.console.upstream.MetricsText;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.service.ServiceClient;
import org.junit.jupiter.api.Test;

/** Figures of the last hour, made of the metrics of the instances. */
class MetricsTest {
    private static final String NAME = "kilat_http_requests_seconds_count";

    private static ServiceSample counted(double requests, double errors, double seconds, double heap) {
        OptionalDouble none = OptionalDouble.empty();
        OptionalDouble processor = OptionalDouble.of(seconds * 1e9);
        return new ServiceSample(
                requests, errors, seconds, OptionalDouble.of(1), none, none, OptionalDouble.of(heap), processor);
    }

    private static List<Double> values(List<Series> all, String name) {
        return all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void whatServicesSayOfThemselvesAndSocketsDoNotCount() {
        MetricsText text = MetricsText.read("""
                        # TYPE kilat_http_requests_seconds summary
                        kilat_http_requests_seconds_count{operation="pay",service="payment",status="200"} 10.0
                        kilat_http_requests_seconds_count{operation="pay",service="payment",status="503"} 2.0
                        kilat_http_requests_seconds_count{operation="readiness",service="payment",status="200"} 99.0
                        kilat_http_requests_seconds_count{operation="follow",service="payment",status="101"} 99.0
                        kilat_http_requests_seconds_count{operation="book",service="booking",status="200"} 99.0
                        kilat_http_requests_seconds_count{operation="pay",service="payment",status="200"} NaN
                        process_cpu_time_ns_total 2.5E8
                        nonsense
                        other{a="b"} 7
                        """, ServiceSample.WANTED);
        ServiceSample sample = ServiceSample.read("payment", text);
        assertThat(sample.requests()).isEqualTo(12);
        assertThat(sample.errors()).isEqualTo(2);
        assertThat(sample.processorNanos()).hasValue(2.5e8);
        assertThat(sample.inFlight()).isEmpty();
        assertThat(text.lines("other")).as("not wanted").isEmpty();
        assertThat(MetricsText.read(NAME + "{} 1", Set.of(NAME)).lines(NAME)).hasSize(1);
    }

    @Test
    void onlyTheFamiliesThatAreReadAreAskedFor() {
        assertThat(MetricsText.path(Set.of(NAME, "process_cpu_time_ns_total", "jvm_memory_max_bytes")))
                .isEqualTo("/metrics?name%5B%5D=jvm_memory_max_bytes"
                        + "&name%5B%5D=kilat_http_requests_seconds&name%5B%5D=kilat_http_requests_seconds_count"
                        + "&name%5B%5D=process_cpu_time_ns&name%5B%5D=process_cpu_time_ns_total");
    }

    @Test
    void countersBecomeRatesAndAStartAnewIsNotKnown() {
        SeriesMaker maker = new SeriesMaker();
        ServiceSample first = counted(100, 1, 5, 10 << 20);
        ServiceSample second = counted(160, 4, 8, 12 << 20);
        ServiceSample anew = counted(3, 0, 1, 8 << 20);
        maker.begin(Duration.ZERO);
        maker.add(first, null);
        maker.end();
        maker.begin(Duration.ofSeconds(30));
        maker.add(second, first);
        maker.end();
        maker.begin(Duration.ofSeconds(30));
        maker.add(anew, second);
        maker.end();
        maker.begin(Duration.ofSeconds(30));
        maker.end();
        assertThat(values(maker.all(), "requests_per_second")).containsExactly(null, 2.0, null, null);
        assertThat(values(maker.all(), "errors_per_second")).containsExactly(null, 0.1, null, null);
        assertThat(values(maker.all(), "mean_millis")).containsExactly(null, 50.0, null, null);
        assertThat(values(maker.all(), "heap_mib")).containsExactly(10.0, 12.0, 8.0, null);
        assertThat(values(maker.all(), "processor_percent"))
                .as("three seconds of thirty")
                .containsExactly(null, 10.0, null, null);
    }

    @Test
    void severalInstancesAreAddedUpAndTheHighestHeapCounts() {
        SeriesMaker maker = new SeriesMaker();
        ServiceSample before = counted(0, 0, 0, 1 << 20);
        maker.begin(Duration.ofSeconds(10));
        maker.add(counted(10, 0, 1, 5 << 20), before);
        maker.add(counted(30, 0, 1, 3 << 20), before);
        maker.end();
        assertThat(values(maker.all(), "requests_per_second")).containsExactly(4.0);
        assertThat(values(maker.all(), "mean_millis")).containsExactly(50.0);
        assertThat(values(maker.all(), "heap_mib")).containsExactly(5.0);
        assertThat(values(maker.all(), "in_flight")).containsExactly(2.0);
    }

    @Test
    void anHourIsKeptAndAnInstanceThatDoesNotAnswerLeavesAGap() throws Exception {
        TestClock clock = new TestClock();
        AtomicReference<ServiceClient> client = new AtomicReference<>();
        try (ServiceStandIn service = new ServiceStandIn()
                        .answering("/metrics", 200, "jvm_memory_used_bytes{area=\"heap\"} 1048576\n");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient()) {
            client.set(new ServiceClient(
                    http, "payment", URI.create(service.url()), ServiceTokens.none("console", clock)));
            Services services = new Services(Map.of(Component.PAYMENT, client.get()), threads);
            Instances instances = new Instances(
                    Map.of(Component.PAYMENT, List.of(URI.create(service.url()))), List::of, (_, _) -> client.get());
            MetricsWatch watch = new MetricsWatch(instances, services, clock);
            for (int i = 0; i < 130; i++) {
                clock.advance(MetricsWatch.EVERY);
                watch.read();
            }
            assertThat(watch.hour().times()).hasSize(120);
            Instant last = watch.hour().times().getLast();
            assertThat(Duration.between(watch.hour().times().getFirst(), last).toMinutes())
                    .isEqualTo(59);
            service.answering("/metrics", 500, "");
            watch.read();
            List<Double> values = values(watch.hour().services().getFirst().series(), "heap_mib");
            assertThat(values).hasSize(120);
            assertThat(values.getLast()).isNull();
            assertThat(values.get(118)).isEqualTo(1.0);
        }
    }

    @Test
    void anInstanceThatHasGoneStaysInTheHourAndNobodyIsLookedUpForAPage() {
        TestClock clock = new TestClock();
        AtomicReference<ServiceClient> client = new AtomicReference<>();
        AtomicReference<List<URI>> known = new AtomicReference<>(List.of());
        AtomicInteger lookUps = new AtomicInteger();
        try (ServiceStandIn service = new ServiceStandIn()
                        .answering("/metrics", 200, "kilat_http_in_flight{service=\"payment\"} 1\n");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient()) {
            client.set(new ServiceClient(
                    http, "payment", URI.create(service.url()), ServiceTokens.none("console", clock)));
            known.set(List.of(URI.create("http://gone:1"), URI.create("http://there:1")));
            Services services = new Services(Map.of(Component.PAYMENT, client.get()), threads);
            Instances instances = new Instances(
                    Map.of(Component.PAYMENT, List.of(URI.create("http://payment:1"))),
                    _ -> {
                        lookUps.incrementAndGet();
                        return known.get();
                    },
                    (_, _) -> client.get());
            MetricsWatch watch = new MetricsWatch(instances, services, clock);
            assertThat(watch.hour().services()).as("nothing is read yet").hasSize(1);
            watch.read();
            clock.advance(MetricsWatch.EVERY);
            known.set(List.of(URI.create("http://there:1")));
            watch.read();
            int before = lookUps.get();
            List<Double> values = values(watch.hour().services().getFirst().series(), "in_flight");
            assertThat(values).containsExactly(2.0, 1.0);
            assertThat(lookUps).hasValue(before);
        }
    }
}

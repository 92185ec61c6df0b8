package my.kilat.console.system;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import my.kilat.console.system.Instances.Instance;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;

/**
 * The metrics of the services of the last hour: each instance is read at intervals, and what was read is kept in memory, in a
 * bounded number of samples. A start of this process begins anew, and each instance of the console keeps its own.
 */
public final class MetricsWatch {
    /** From one reading to the next. */
    public static final Duration EVERY = Duration.ofSeconds(30);

    private static final int MOST_SAMPLES = 120;

    private final Instances instances;
    private final Services services;
    private final InstantSource clock;

    // Guarded by this.
    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * @param services asks several at once
     */
    public MetricsWatch(Instances instances, Services services, InstantSource clock) {
        this.instances = instances;
        this.services = services;
        this.clock = clock;
    }

    private record Sample(Instant at, Map<Component, Map<URI, ServiceSample>> byService) {
        Map<URI, ServiceSample> of(Component service) {
            return byService.getOrDefault(service, Map.of());
        }
    }

    /** Reads all of them; an instance that does not answer is left out until the next time. */
    public void read() {
        List<Instance> asked = instances.all();
        Map<String, Callable<ServiceSample>> questions = new LinkedHashMap<>();
        asked.forEach(instance -> questions.put(
                instance.name(),
                () -> ServiceSample.read(instance.service().shortName(), instance.metrics(ServiceSample.WANTED))));
        try {
            Answers<ServiceSample> answers = services.askAll(questions);
            Map<Component, Map<URI, ServiceSample>> byService = new EnumMap<>(Component.class);
            asked.forEach(instance -> {
                ServiceSample sample = answers.found().get(instance.name());
                if (sample != null) {
                    byService
                            .computeIfAbsent(instance.service(), _ -> new HashMap<>())
                            .put(instance.address(), sample);
                }
            });
            keep(new Sample(clock.instant(), byService));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void keep(Sample sample) {
        samples.addLast(sample);
        if (samples.size() > MOST_SAMPLES) {
            samples.removeFirst();
        }
    }

    /**
     * The figures of the last hour.
     *
     * @param times of the readings, the oldest first
     */
    record Hour(List<Instant> times, List<OfService> services) {}

    /** Those of a service, each with a value for each reading. */
    record OfService(String name, List<Series> series) {}

    /** Of what was read, by instances that have gone since as well. */
    Hour hour() {
        List<Sample> read = latest();
        return new Hour(
                read.stream().map(Sample::at).toList(),
                instances.services().stream()
                        .map(service -> new OfService(service.shortName(), series(read, service)))
                        .toList());
    }

    private synchronized List<Sample> latest() {
        return List.copyOf(samples);
    }

    private static List<Series> series(List<Sample> read, Component service) {
        SeriesMaker maker = new SeriesMaker();
        Sample before = null;
        for (Sample sample : read) {
            maker.begin(before == null ? Duration.ZERO : Duration.between(before.at, sample.at));
            Map<URI, ServiceSample> earlier = before == null ? Map.of() : before.of(service);
            sample.of(service).forEach((address, now) -> maker.add(now, earlier.get(address)));
            maker.end();
            before = sample;
        }
        return maker.all();
    }
}

package my.kilat.console.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import my.kilat.console.system.OperationFigures.Operation;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.MetricsText;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.NoQuestion;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.service.InstanceReport;
import org.jspecify.annotations.Nullable;

/** Looks at a service: at what it reports on itself, and at each of its instances. */
final class ServiceLook {
    private static final int MOST_OPERATIONS = 20;

    private static final Set<String> WANTED = Stream.of(ServiceLimits.WANTED, OperationFigures.WANTED)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final Services services;
    private final Instances instances;

    ServiceLook(Services services, Instances instances) {
        this.services = services;
        this.instances = instances;
    }

    /** A check or an alarm; a check that is good says {@code ok}. */
    record Word(String name, String words) {}

    /**
     * An instance.
     *
     * @param words why the rest is missing, when it does not answer
     */
    record Seat(
            String address,
            @Nullable String version,
            @Nullable String java,
            @Nullable String host,
            @Nullable Long pid,
            @Nullable Instant startedAt,
            @Nullable String words) {}

    /**
     * A service.
     *
     * @param status {@code ready}, {@code not_ready}, or {@code away} when it gives no answer that can be used
     * @param millis until it had answered
     */
    record State(
            String name,
            String status,
            String words,
            long millis,
            List<Word> checks,
            List<Word> alarms,
            List<Seat> instances,
            List<ServiceLimits.Limit> limits,
            List<ServiceLimits.Breaker> breakers) {
        static State away(Component service, String words, List<Seat> instances) {
            return new State(
                    service.shortName(), "away", words, 0, List.of(), List.of(), instances, List.of(), List.of());
        }
    }

    /** A service and its slowest operations. */
    record Seen(State state, List<Operation> operations) {}

    /**
     * What is seen now.
     *
     * @throws Failure.Unavailable if the service gives no answer that can be used
     */
    Seen at(Component service) throws InterruptedException {
        String name = service.shortName();
        long began = System.nanoTime();
        Services.Readiness report;
        try {
            report = services.readiness(service);
        } catch (Failure.Unavailable e) {
            // That was the first instance; another one may work.
            return new Seen(State.away(service, e.reason(), seats(instances(service))), List.of());
        }
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        MetricsText metrics = metrics(service);
        Answers<InstanceReport> instances = instances(service);
        State state = new State(
                name,
                report.ready() ? "ready" : "not_ready",
                "",
                millis,
                words(report.checks()),
                words(report.alarms()),
                seats(instances),
                ServiceLimits.limits(
                        name, metrics, instances.found().values().stream().findFirst()),
                ServiceLimits.breakers(name, metrics));
        return new Seen(
                state,
                OperationFigures.read(name, metrics).stream()
                        .limit(MOST_OPERATIONS)
                        .toList());
    }

    private Answers<InstanceReport> instances(Component service) throws InterruptedException {
        Map<String, Callable<InstanceReport>> questions = new LinkedHashMap<>();
        instances
                .of(service)
                .forEach(one -> questions.put(
                        one.address().getAuthority(),
                        () -> one.ask(InstancePaths.SHOW, new NoQuestion(), InstanceReport.class)));
        return services.askAll(questions);
    }

    private static List<Seat> seats(Answers<InstanceReport> answers) {
        List<Seat> seats = new ArrayList<>();
        answers.found()
                .forEach((address, told) -> seats.add(new Seat(
                        address, told.version(), told.java(), told.host(), told.pid(), told.startedAt(), null)));
        answers.missing().forEach(one -> seats.add(new Seat(one.name(), null, null, null, null, null, one.words())));
        return seats;
    }

    /** None if its metrics cannot be read: what it says of its state is known all the same. */
    private MetricsText metrics(Component service) {
        try {
            return MetricsText.read(services.metrics(service), WANTED);
        } catch (Failure.Unavailable e) {
            return MetricsText.read("", WANTED);
        }
    }

    private static List<Word> words(Map<String, String> named) {
        return named.entrySet().stream()
                .map(one -> new Word(one.getKey(), one.getValue()))
                .toList();
    }
}

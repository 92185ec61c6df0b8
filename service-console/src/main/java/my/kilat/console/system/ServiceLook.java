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
import my.kilat.platform.service.InstanceReport;
import org.jspecify.annotations.Nullable;

/** Looks at a service: at what it reports on itself, and at each of its instances. */
final class ServiceLook {
    private static final Set<String> WANTED = Stream.of(ServiceLimits.WANTED, OperationFigures.WANTED)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private static final MetricsText NONE = MetricsText.read("", WANTED);

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
    record InstanceState(
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
            List<InstanceState> instances,
            List<ServiceLimits.Limit> limits,
            List<ServiceLimits.Breaker> breakers) {
        static State away(Component service, String words, List<InstanceState> instances) {
            return new State(
                    service.shortName(), "away", words, 0, List.of(), List.of(), instances, List.of(), List.of());
        }
    }

    /** A service and its operations. */
    record StateAndOperations(State state, List<Operation> operations) {}

    /** What is asked of a service at once, so that what does not come delays nothing else. */
    private sealed interface Part {
        /**
         * What it says of itself.
         *
         * @param millis until it had answered
         */
        record Report(Services.Readiness readiness, long millis) implements Part {}

        /** Its metrics. */
        record Metrics(MetricsText text) implements Part {}

        /** What its instances answer. */
        record OfInstances(Answers<InstanceReport> answers) implements Part {}
    }

    /** What is seen now; a service that gives no answer that can be used is away, and its instances are told all the same. */
    StateAndOperations at(Component service) throws InterruptedException {
        String name = service.shortName();
        String readiness = "readiness of " + name;
        String metrics = "metrics of " + name;
        String all = "instances of " + name;
        Map<String, Callable<Part>> questions = new LinkedHashMap<>();
        questions.put(readiness, () -> report(service));
        questions.put(metrics, () -> new Part.Metrics(services.metrics(service, WANTED)));
        questions.put(all, () -> new Part.OfInstances(instances(service)));
        Answers<Part> parts = services.askAll(questions);
        Answers<InstanceReport> told = parts.found().get(all) instanceof Part.OfInstances(var answers)
                ? answers
                : new Answers<>(
                        Map.of(),
                        List.of(new Answers.Missing(all, parts.why(all).orElse("no answer"))));
        if (!(parts.found().get(readiness) instanceof Part.Report(var report, long millis))) {
            // That was the first instance; another one may work.
            String why = parts.why(readiness).orElse("no answer");
            return new StateAndOperations(State.away(service, why, states(told)), List.of());
        }
        // Without its metrics what it says of its state is known all the same.
        MetricsText text = parts.found().get(metrics) instanceof Part.Metrics(var read) ? read : NONE;
        State state = new State(
                name,
                report.ready() ? "ready" : "not_ready",
                "",
                millis,
                words(report.checks()),
                words(report.alarms()),
                states(told),
                ServiceLimits.limits(name, text, told.found().values().stream().findFirst()),
                ServiceLimits.breakers(name, text));
        return new StateAndOperations(state, OperationFigures.read(name, text));
    }

    private Part report(Component service) {
        long began = System.nanoTime();
        Services.Readiness readiness = services.readiness(service);
        return new Part.Report(
                readiness, Duration.ofNanos(System.nanoTime() - began).toMillis());
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

    private static List<InstanceState> states(Answers<InstanceReport> answers) {
        List<InstanceState> states = new ArrayList<>();
        answers.found()
                .forEach((address, told) -> states.add(new InstanceState(
                        address, told.version(), told.java(), told.host(), told.pid(), told.startedAt(), null)));
        answers.missing()
                .forEach(one -> states.add(new InstanceState(one.name(), null, null, null, null, null, one.words())));
        return states;
    }

    private static List<Word> words(Map<String, String> named) {
        return named.entrySet().stream()
                .map(one -> new Word(one.getKey(), one.getValue()))
                .toList();
    }
}

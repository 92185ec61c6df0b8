package my.kilat.console.system;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import my.kilat.console.system.OperationFigures.Operation;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.Services;
import my.kilat.console.upstream.Shared;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** The services as they report on themselves, each on its own port: readiness with checks and alarms, and slow operations. */
public final class SystemEndpoints implements Endpoints {
    private static final Shared.Terms TERMS =
            new Shared.Terms("the services", Duration.ofSeconds(8), Duration.ofSeconds(5));
    private static final int MOST_OPERATIONS = 20;

    private final Services services;
    private final InstantSource clock;
    private final Shared<Map<String, Object>> system;

    /**
     * All services.
     *
     * @param threads on which is asked
     */
    public SystemEndpoints(Services services, ExecutorService threads, InstantSource clock) {
        this.services = services;
        this.clock = clock;
        this.system = new Shared<>(this::ask, TERMS, threads, clock);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getSystem", _ -> Reply.ok(system.get()));
    }

    /** A check or an alarm; a check that is good says {@code ok}. */
    private record Word(String name, String words) {}

    /**
     * A service.
     *
     * @param status {@code ready}, {@code not_ready}, or {@code away} when it gives no answer that can be used
     * @param millis until it had answered
     */
    private record State(String name, String status, String words, long millis, List<Word> checks, List<Word> alarms) {
        static State away(Component service, String words) {
            return new State(service.shortName(), "away", words, 0, List.of(), List.of());
        }
    }

    /** A service and its slowest operations. */
    private record Seen(State state, List<Operation> operations) {}

    private Map<String, Object> ask() throws InterruptedException {
        Map<String, Callable<Seen>> questions = new LinkedHashMap<>();
        services.all().forEach(service -> questions.put(service.shortName(), () -> look(service)));
        Answers<Seen> answers = services.askAll(questions);
        List<State> states = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        for (Component service : services.all()) {
            String name = service.shortName();
            Seen seen = answers.found().get(name);
            states.add(seen == null ? State.away(service, answers.why(name).orElse("no answer")) : seen.state);
            operations.addAll(seen == null ? List.of() : seen.operations);
        }
        operations.sort(Comparator.comparingDouble(Operation::meanMillis).reversed());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", clock.instant());
        all.put("services", states);
        all.put("slowest", operations.stream().limit(MOST_OPERATIONS).toList());
        return all;
    }

    private Seen look(Component service) {
        long began = System.nanoTime();
        Services.Readiness report = services.readiness(service);
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        State state = new State(
                service.shortName(),
                report.ready() ? "ready" : "not_ready",
                "",
                millis,
                words(report.checks()),
                words(report.alarms()));
        return new Seen(state, operations(service));
    }

    /** None if its metrics cannot be read: what it says of its state is known all the same. */
    private List<Operation> operations(Component service) {
        try {
            return OperationFigures.read(service.shortName(), services.metrics(service)).stream()
                    .limit(MOST_OPERATIONS)
                    .toList();
        } catch (Failure.Unavailable e) {
            return List.of();
        }
    }

    private static List<Word> words(Map<String, String> named) {
        return named.entrySet().stream()
                .map(one -> new Word(one.getKey(), one.getValue()))
                .toList();
    }
}

package my.kilat.console.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import my.kilat.console.system.OperationFigures.Operation;
import my.kilat.console.upstream.Services;
import my.kilat.console.upstream.Shared;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.json.Json;
import my.kilat.platform.service.ServiceClient;

/** The services as they report on themselves, each on its own port: readiness with checks and alarms, and slow operations. */
public final class SystemEndpoints implements Endpoints {
    private static final Shared.Terms TERMS =
            new Shared.Terms("the services", Duration.ofSeconds(8), Duration.ofSeconds(5));
    private static final String READINESS = "/readiness";
    private static final int MOST_OPERATIONS = 20;

    /** A service that is not ready says why with a 503. */
    private static final Set<Integer> READY_OR_NOT = Set.of(200, 503);

    private static final Set<Integer> GOOD = Set.of(200);

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
    private record State(
            String name,
            String status,
            String words,
            long millis,
            List<Word> checks,
            List<Word> alarms,
            List<Operation> operations) {}

    private Map<String, Object> ask() throws InterruptedException {
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        services.all()
                .forEach(service -> questions.put(service.shortName(), () -> Json.MAPPER.valueToTree(state(service))));
        Services.Answers answers = services.askAll(questions);
        List<State> states = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        for (Component service : services.all()) {
            JsonNode found = answers.found().get(service.shortName());
            State state = found == null ? away(service, answers) : Json.convert(found, State.class);
            operations.addAll(state.operations);
            states.add(new State(
                    state.name, state.status, state.words, state.millis, state.checks, state.alarms, List.of()));
        }
        operations.sort(Comparator.comparingDouble(Operation::meanMillis).reversed());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", clock.instant());
        all.put("services", states);
        all.put("slowest", operations.stream().limit(MOST_OPERATIONS).toList());
        return all;
    }

    private static State away(Component service, Services.Answers answers) {
        String words = answers.missing().stream()
                .filter(one -> one.name().equals(service.shortName()))
                .findFirst()
                .map(Services.Missing::words)
                .orElse("no answer");
        return new State(service.shortName(), "away", words, 0, List.of(), List.of(), List.of());
    }

    private State state(Component service) {
        long began = System.nanoTime();
        ServiceClient.Answer answer = services.get(service, READINESS, READY_OR_NOT);
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        JsonNode report = services.client(service).read(READINESS, answer, JsonNode.class);
        if (!report.path("checks").isObject()) {
            throw services.client(service).unusable(READINESS, "no checks");
        }
        return new State(
                service.shortName(),
                answer.status() == 200 ? "ready" : "not_ready",
                "",
                millis,
                words(report.path("checks")),
                words(report.path("alarms")),
                operations(service));
    }

    /** None if its metrics cannot be read: what it says of its state is known all the same. */
    private List<Operation> operations(Component service) {
        try {
            String metrics = new String(services.get(service, "/metrics", GOOD).body(), StandardCharsets.UTF_8);
            return OperationFigures.read(service.shortName(), metrics).stream()
                    .limit(MOST_OPERATIONS)
                    .toList();
        } catch (Failure.Unavailable e) {
            return List.of();
        }
    }

    private static List<Word> words(JsonNode named) {
        return named.properties().stream()
                .map(one -> new Word(one.getKey(), one.getValue().asText()))
                .toList();
    }
}

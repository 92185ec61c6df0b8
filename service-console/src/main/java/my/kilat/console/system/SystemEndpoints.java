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
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/**
 * The services as they report on themselves, each on its own port: readiness with checks and alarms, instances, limits, circuit
 * breakers, slow operations.
 */
public final class SystemEndpoints implements Endpoints {
    private static final Shared.Terms TERMS =
            new Shared.Terms("the services", Duration.ofSeconds(8), Duration.ofSeconds(5));
    private static final int MOST_OPERATIONS = 20;

    private final Services services;
    private final ServiceLook looks;
    private final InstantSource clock;
    private final Shared<Map<String, Object>> system;

    /**
     * All services.
     *
     * @param threads on which is asked
     */
    public SystemEndpoints(Services services, Instances instances, ExecutorService threads, InstantSource clock) {
        this.services = services;
        this.looks = new ServiceLook(services, instances);
        this.clock = clock;
        this.system = new Shared<>(this::ask, TERMS, threads, clock);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getSystem", _ -> Reply.ok(system.get()));
    }

    private Map<String, Object> ask() throws InterruptedException {
        Map<String, Callable<ServiceLook.StateAndOperations>> questions = new LinkedHashMap<>();
        services.all().forEach(service -> questions.put(service.shortName(), () -> looks.at(service)));
        Answers<ServiceLook.StateAndOperations> answers = services.askAll(questions);
        List<ServiceLook.State> states = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        for (Component service : services.all()) {
            String name = service.shortName();
            ServiceLook.StateAndOperations seen = answers.found().get(name);
            states.add(
                    seen == null
                            ? ServiceLook.State.away(service, answers.why(name).orElse("no answer"), List.of())
                            : seen.state());
            operations.addAll(seen == null ? List.of() : seen.operations());
        }
        operations.sort(Comparator.comparingDouble(Operation::meanMillis).reversed());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", clock.instant());
        all.put("services", states);
        all.put("slowest", operations.stream().limit(MOST_OPERATIONS).toList());
        return all;
    }
}

package my.kilat.console.now;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import my.kilat.console.broker.EventFlow;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.Services;
import my.kilat.console.upstream.Shared;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.json.Json;

/** How the platform is at this moment. However many pages are open, this is asked once a second at most. */
public final class NowEndpoints implements Endpoints {
    private static final Shared.Terms TERMS =
            new Shared.Terms("the platform", Duration.ofSeconds(8), Duration.ofSeconds(1));

    private final Services services;
    private final Reports reports;
    private final GatewayWatch gateway;
    private final EventFlow events;
    private final InstantSource clock;
    private final Shared<Map<String, Object>> now;

    /**
     * @param threads on which is asked
     */
    public NowEndpoints(
            Services services,
            Reports reports,
            GatewayWatch gateway,
            EventFlow events,
            ExecutorService threads,
            InstantSource clock) {
        this.services = services;
        this.reports = reports;
        this.gateway = gateway;
        this.events = events;
        this.clock = clock;
        now = new Shared<>(this::ask, TERMS, threads, clock);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getNow", _ -> Reply.ok(now.get()));
    }

    private Map<String, Object> ask() throws InterruptedException {
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        questions.put("bookings", () -> services.ask(Component.BOOKING, "/internal/v1/bookings/figures"));
        questions.put("payments", () -> services.ask(Component.PAYMENT, "/internal/v1/payments/figures"));
        questions.put("runners", () -> services.ask(Component.RUNNER, "/internal/v1/runners/figures"));
        questions.put("notices", () -> services.ask(Component.NOTIFICATION, "/internal/v1/notices/figures"));
        questions.put("events", () -> Json.MAPPER.valueToTree(events.figures()));
        questions.put("gateway", () -> Json.MAPPER.valueToTree(gateway.figures()));
        questions.put("attention", () -> Json.MAPPER.valueToTree(reports.attention()));
        Answers<JsonNode> answers = services.askAll(questions);
        Map<String, Object> all = new LinkedHashMap<>(answers.found());
        all.putIfAbsent("attention", List.of());
        all.put("at", clock.instant());
        all.put("missing", answers.missing());
        return all;
    }
}

package my.kilat.console.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.event.BrokerOverview;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.json.Json;

/**
 * How the platform is at this moment, and how its events move. However many pages are open, this is asked once a second at most.
 */
public final class NowEndpoints implements Endpoints {
    private static final String BROKER = "broker";
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    /** Ages of outboxes are read from the metrics of every service, which are long. */
    private static final Duration OUTBOXES_GOOD_FOR = Duration.ofSeconds(5);

    private final Services services;
    private final Reports reports;
    private final GatewayWatch gateway;
    private final InstantSource clock;
    private final Shared<BrokerOverview.Snapshot> broker;
    private final Shared<List<Reports.Outbox>> outboxes;
    private final Shared<Map<String, Object>> now;

    /**
     * @param threads on which is asked
     */
    public NowEndpoints(
            Services services,
            Reports reports,
            GatewayWatch gateway,
            BrokerOverview broker,
            ExecutorService threads,
            InstantSource clock) {
        this.services = services;
        this.reports = reports;
        this.gateway = gateway;
        this.clock = clock;
        this.broker = new Shared<>(broker::read, GOOD_FOR, threads, clock);
        outboxes = new Shared<>(reports::outboxes, OUTBOXES_GOOD_FOR, threads, clock);
        now = new Shared<>(this::ask, GOOD_FOR, threads, clock);
    }

    private record EventFigures(long deadLetters, long lag, double oldestOutboxSeconds) {}

    private record Events(
            List<BrokerOverview.TopicState> topics,
            List<BrokerOverview.GroupState> groups,
            List<Reports.Outbox> outboxes,
            List<String> missing) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("getNow", _ -> Reply.ok(now.get())).on("getEvents", _ -> events());
    }

    private Map<String, Object> ask() throws InterruptedException {
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        questions.put("bookings", () -> services.ask(Component.BOOKING, "/internal/v1/bookings/figures"));
        questions.put("payments", () -> services.ask(Component.PAYMENT, "/internal/v1/payments/figures"));
        questions.put("runners", () -> services.ask(Component.RUNNER, "/internal/v1/runners/figures"));
        questions.put("notices", () -> services.ask(Component.NOTIFICATION, "/internal/v1/notices/figures"));
        questions.put("events", () -> Json.MAPPER.valueToTree(figures()));
        questions.put("gateway", () -> Json.MAPPER.valueToTree(gateway.figures()));
        questions.put("attention", () -> Json.MAPPER.valueToTree(reports.attention()));
        Services.Answers answers = services.askAll(questions);
        Map<String, Object> all = new LinkedHashMap<>(answers.found());
        all.put("at", clock.instant());
        all.put("missing", answers.missing());
        return all;
    }

    private EventFigures figures() throws InterruptedException {
        BrokerOverview.Snapshot snapshot = broker.get();
        return new EventFigures(
                snapshot.topics().stream()
                        .mapToLong(BrokerOverview.TopicState::deadLetters)
                        .sum(),
                snapshot.groups().stream()
                        .mapToLong(BrokerOverview.GroupState::lag)
                        .sum(),
                outboxes.get().stream()
                        .mapToDouble(Reports.Outbox::oldestSeconds)
                        .max()
                        .orElse(0));
    }

    private Reply events() throws InterruptedException {
        Services.Answers answers = services.askAll(Map.of(BROKER, () -> Json.MAPPER.valueToTree(broker.get())));
        List<String> missing = new ArrayList<>(answers.missing());
        JsonNode found = answers.found().get(BROKER);
        BrokerOverview.Snapshot snapshot = found == null
                ? new BrokerOverview.Snapshot(List.of(), List.of())
                : Json.convert(found, BrokerOverview.Snapshot.class);
        return Reply.ok(new Events(snapshot.topics(), snapshot.groups(), outboxes.get(), missing));
    }
}

package my.kilat.console.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.event.BrokerOverview;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.json.Json;

/** How the platform is at this moment, and how its events move. */
public final class NowEndpoints implements Endpoints {
    private static final String BROKER = "broker";

    private final Services services;
    private final Reports reports;
    private final BrokerOverview broker;
    private final InstantSource clock;

    public NowEndpoints(Services services, Reports reports, BrokerOverview broker, InstantSource clock) {
        this.services = services;
        this.reports = reports;
        this.broker = broker;
        this.clock = clock;
    }

    private record EventFigures(long deadLetters, long lag, double oldestOutboxSeconds) {}

    private record Events(
            List<BrokerOverview.TopicState> topics,
            List<BrokerOverview.GroupState> groups,
            List<Reports.Outbox> outboxes,
            List<String> missing) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("getNow", this::now).on("getEvents", this::events);
    }

    private Reply now(Call call) throws InterruptedException {
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        questions.put("bookings", () -> services.ask(Component.BOOKING, "/internal/v1/bookings/figures"));
        questions.put("payments", () -> services.ask(Component.PAYMENT, "/internal/v1/payments/figures"));
        questions.put("runners", () -> services.ask(Component.RUNNER, "/internal/v1/runners/figures"));
        questions.put("notices", () -> services.ask(Component.NOTIFICATION, "/internal/v1/notices/figures"));
        questions.put("events", () -> Json.MAPPER.valueToTree(figures()));
        Services.Answers answers = services.askAll(questions);
        Map<String, Object> now = new LinkedHashMap<>(answers.found());
        now.put("at", clock.instant());
        now.put("missing", answers.missing());
        now.put("attention", reports.attention());
        return Reply.ok(now);
    }

    private EventFigures figures() throws InterruptedException {
        BrokerOverview.Snapshot snapshot = broker.read();
        return new EventFigures(
                snapshot.topics().stream()
                        .mapToLong(BrokerOverview.TopicState::deadLetters)
                        .sum(),
                snapshot.groups().stream()
                        .mapToLong(BrokerOverview.GroupState::lag)
                        .sum(),
                reports.outboxes().stream()
                        .mapToDouble(Reports.Outbox::oldestSeconds)
                        .max()
                        .orElse(0));
    }

    private Reply events(Call call) throws InterruptedException {
        Services.Answers answers = services.askAll(Map.of(BROKER, () -> Json.MAPPER.valueToTree(broker.read())));
        List<Reports.Outbox> outboxes = reports.outboxes();
        List<String> missing = new ArrayList<>(answers.missing());
        JsonNode found = answers.found().get(BROKER);
        BrokerOverview.Snapshot snapshot = found == null
                ? new BrokerOverview.Snapshot(List.of(), List.of())
                : Json.convert(found, BrokerOverview.Snapshot.class);
        return Reply.ok(new Events(snapshot.topics(), snapshot.groups(), outboxes, missing));
    }
}

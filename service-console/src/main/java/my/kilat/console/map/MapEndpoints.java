package my.kilat.console.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.Services;
import my.kilat.console.upstream.Shared;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.BookingRowsQuestion;
import my.kilat.contract.internal.RunnerRowsQuestion;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** Runners on duty and rides under way, for the map. However many maps are open, this is asked every two seconds at most. */
public final class MapEndpoints implements Endpoints {
    private static final Shared.Terms TERMS =
            new Shared.Terms("the map", Duration.ofSeconds(20), Duration.ofSeconds(2));
    private static final List<BookingStatus> UNDER_WAY = List.of(BookingStatus.ACCEPTED, BookingStatus.IN_PROGRESS);
    private static final int MOST_PAGES = 4;
    private static final String RIDES = "rides";

    private final Services services;
    private final RideEnds ends;
    private final InstantSource clock;
    private final Shared<Map<String, Object>> map;

    /**
     * The map of the platform.
     *
     * @param threads on which is asked
     */
    public MapEndpoints(Services services, ExecutorService threads, InstantSource clock) {
        this.services = services;
        this.ends = new RideEnds(services);
        this.clock = clock;
        this.map = new Shared<>(this::ask, TERMS, threads, clock);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getMap", _ -> Reply.ok(map.get()));
    }

    private record Pages(List<JsonNode> items, boolean more) {
        static final Pages NONE = new Pages(List.of(), false);
    }

    private Map<String, Object> ask() throws InterruptedException {
        Map<String, Callable<Pages>> questions = new LinkedHashMap<>();
        questions.put("runners", () -> pages(this::runners));
        questions.put(RIDES, () -> pages(this::rides));
        Answers<Pages> answers = services.askAll(questions);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", clock.instant());
        all.put("missing", answers.missing());
        for (String name : questions.keySet()) {
            Pages found = answers.found().getOrDefault(name, Pages.NONE);
            all.put(name, found.items);
            all.put("more_" + name, found.more);
        }
        place(answers.found().getOrDefault(RIDES, Pages.NONE).items);
        return all;
    }

    private JsonNode runners(@Nullable String after) {
        return services.ask(
                Component.RUNNER,
                "/internal/v1/runners/places",
                new RunnerRowsQuestion(List.of(), after == null ? null : UUID.fromString(after)));
    }

    /** The newest first. */
    private JsonNode rides(@Nullable String before) {
        return services.ask(
                Component.BOOKING,
                "/internal/v1/bookings/rows",
                new BookingRowsQuestion(UNDER_WAY, false, null, List.of(), before));
    }

    /** Page by page, each from where the one before ended. */
    private static Pages pages(Function<@Nullable String, JsonNode> question) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode rows = question.apply(cursor);
            rows.path("items").forEach(items::add);
            if (!rows.path("next").isTextual()) {
                return new Pages(items, false);
            }
            cursor = rows.path("next").asText();
        }
        return new Pages(items, true);
    }

    /** Adds both ends to rides of which they are known. */
    private void place(List<JsonNode> rides) throws InterruptedException {
        Map<UUID, JsonNode> byId = new LinkedHashMap<>();
        rides.forEach(ride -> byId.put(UUID.fromString(ride.path("id").asText()), ride));
        for (Map.Entry<UUID, RideEnds.Ends> one : ends.of(byId.keySet()).entrySet()) {
            if (byId.get(one.getKey()) instanceof ObjectNode ride) {
                ride.set("from", Json.MAPPER.valueToTree(one.getValue().pickup()));
                ride.set("to", Json.MAPPER.valueToTree(one.getValue().dropoff()));
            }
        }
    }
}

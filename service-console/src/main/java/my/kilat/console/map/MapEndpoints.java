package my.kilat.console.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import my.kilat.console.pages.MapStyle;
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
    private static final String RIDES = "rides";

    private final Services services;
    private final RideEnds ends;
    private final Optional<MapStyle> style;
    private final InstantSource clock;
    private final Shared<Map<String, Object>> map;

    /**
     * The map of the platform.
     *
     * @param style in which it is drawn; that of the pages if there is none
     * @param threads on which is asked
     */
    public MapEndpoints(Services services, Optional<MapStyle> style, ExecutorService threads, InstantSource clock) {
        this.services = services;
        this.ends = new RideEnds(services);
        this.style = style;
        this.clock = clock;
        this.map = new Shared<>(this::ask, TERMS, threads, clock);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getMap", _ -> Reply.ok(map.get()));
    }

    private Map<String, Object> ask() throws InterruptedException {
        Map<String, Callable<Pages>> questions = new LinkedHashMap<>();
        questions.put("runners", () -> Pages.readById(this::runners));
        questions.put(RIDES, () -> Pages.read(this::rides));
        Answers<Pages> answers = services.askAll(questions);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", clock.instant());
        all.put("missing", answers.missing());
        for (String name : questions.keySet()) {
            Pages found = answers.found().getOrDefault(name, Pages.NONE);
            all.put(name, found.items());
            all.put("more_" + name, found.more());
        }
        place(answers.found().getOrDefault(RIDES, Pages.NONE).items());
        style.ifPresent(its -> all.put("style_url", its.url().toString()));
        return all;
    }

    private JsonNode runners(@Nullable UUID after) {
        return services.ask(Component.RUNNER, "/internal/v1/runners/places", new RunnerRowsQuestion(List.of(), after));
    }

    /** The newest first. */
    private JsonNode rides(@Nullable String before) {
        return services.ask(
                Component.BOOKING,
                "/internal/v1/bookings/rows",
                new BookingRowsQuestion(UNDER_WAY, false, null, List.of(), before));
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

package my.kilat.console.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import my.kilat.console.http.Filters;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.People;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.BookingRowsQuestion;
import my.kilat.contract.internal.RunnerFileQuestion;
import my.kilat.contract.internal.RunnerOffersQuestion;
import my.kilat.contract.internal.RunnerRowsQuestion;
import my.kilat.contract.runner.RunnerState;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.id.Ids;
import my.kilat.platform.json.Json;

/** The list of runners, and one of them with rides and positions. */
public final class RunnerEndpoints implements Endpoints {
    private static final String RUNNER = "runner";

    private final Services services;
    private final People people;

    public RunnerEndpoints(Services services, People people) {
        this.services = services;
        this.people = people;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listConsoleRunners", this::list)
                .on("getRunnerFile", this::file)
                .on("listOffersOfRunner", this::offers);
    }

    private Reply list(Call call) {
        List<RunnerState> states = Filters.words(call, "state", RunnerState.class);
        UUID after = call.query("cursor").map(Ids::parse).orElse(null);
        return Reply.ok(
                services.ask(Component.RUNNER, "/internal/v1/runners/rows", new RunnerRowsQuestion(states, after)));
    }

    private Reply offers(Call call) {
        return Reply.ok(services.ask(
                Component.DISPATCH,
                "/internal/v1/dispatches/of-runner",
                new RunnerOffersQuestion(call.id("id"), Filters.cursor(call))));
    }

    private Reply file(Call call) throws InterruptedException {
        UUID id = call.id("id");
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        questions.put(
                RUNNER,
                () -> services.find(Component.RUNNER, "/internal/v1/runners/file", new RunnerFileQuestion(id))
                        .orElseGet(Json.MAPPER::createObjectNode));
        questions.put(
                "rides",
                () -> services.ask(
                        Component.BOOKING,
                        "/internal/v1/bookings/rows",
                        new BookingRowsQuestion(List.of(), false, null, List.of(id), null)));
        Answers<JsonNode> answers = services.askAll(questions);
        JsonNode runner = answers.require(RUNNER);
        if (runner.isEmpty()) {
            throw new Failure.NotFound("Runner", id);
        }
        ObjectNode file = Json.MAPPER.createObjectNode();
        file.set(RUNNER, runner.path(RUNNER));
        file.set("positions", runner.path("positions"));
        JsonNode suspensions = runner.path("suspensions");
        file.set("suspensions", suspensions.isArray() ? suspensions : Json.MAPPER.createArrayNode());
        List<Answers.Missing> missing = new ArrayList<>(answers.missing());
        file.set("people", Json.MAPPER.valueToTree(whoActed(suspensions, missing)));
        JsonNode rides = answers.found().get("rides");
        file.set("rides", rides == null ? Json.MAPPER.createArrayNode() : rides.path("items"));
        file.set("missing", Json.MAPPER.valueToTree(missing));
        return Reply.ok(file);
    }

    /** While identity is away, the reasons are there without the names. */
    private Collection<People.Person> whoActed(JsonNode suspensions, List<Answers.Missing> missing) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (JsonNode one : suspensions) {
            Stream.of("suspended_by", "lifted_by")
                    .filter(one::hasNonNull)
                    .forEach(who -> ids.add(UUID.fromString(one.path(who).asText())));
        }
        try {
            return people.named(ids).values();
        } catch (Failure.Unavailable e) {
            missing.add(new Answers.Missing("identity", e.reason()));
            return List.of();
        }
    }
}

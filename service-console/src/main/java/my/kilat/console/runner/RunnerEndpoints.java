package my.kilat.console.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import my.kilat.console.http.Filters;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.BookingRowsQuestion;
import my.kilat.contract.internal.RunnerFileQuestion;
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

    public RunnerEndpoints(Services services) {
        this.services = services;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listConsoleRunners", this::list).on("getRunnerFile", this::file);
    }

    private Reply list(Call call) {
        List<RunnerState> states = Filters.words(call, "state", RunnerState.class);
        UUID after = call.query("cursor").map(Ids::parse).orElse(null);
        return Reply.ok(
                services.ask(Component.RUNNER, "/internal/v1/runners/rows", new RunnerRowsQuestion(states, after)));
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
        JsonNode rides = answers.found().get("rides");
        file.set("rides", rides == null ? Json.MAPPER.createArrayNode() : rides.path("items"));
        file.set("missing", Json.MAPPER.valueToTree(answers.missing()));
        return Reply.ok(file);
    }
}

package my.kilat.console.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import my.kilat.console.system.Instances.Instance;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.LogLevel;
import my.kilat.contract.internal.LogQuestion;
import my.kilat.contract.internal.NoQuestion;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.json.Json;
import my.kilat.platform.service.InstanceLog;
import my.kilat.platform.service.InstanceReport;
import org.jspecify.annotations.Nullable;

/** The settings of the services and the latest lines of their logs, of each instance, those of this one among them. */
public final class InstanceEndpoints implements Endpoints {
    private static final int MOST_LINES = 200;
    private static final String OWN = Component.CONSOLE.shortName();

    private final Services services;
    private final Instances instances;
    private final Supplier<InstanceReport> ownReport;
    private final Function<LogQuestion, InstanceLog> ownLog;
    private final MetricsWatch metrics;

    /**
     * @param ownReport what this instance says of itself
     * @param ownLog what it tells of its log
     */
    public InstanceEndpoints(
            Services services,
            Instances instances,
            Supplier<InstanceReport> ownReport,
            Function<LogQuestion, InstanceLog> ownLog,
            MetricsWatch metrics) {
        this.services = services;
        this.instances = instances;
        this.ownReport = ownReport;
        this.ownLog = ownLog;
        this.metrics = metrics;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getServiceSettings", this::settings)
                .on("listServiceLog", this::log)
                .on("getServiceMetrics", _ -> metrics());
    }

    /** Those of each instance: a service whose instances differ works in two ways at once. */
    private Reply settings(Call call) {
        String service = call.pathText("service");
        Answers<JsonNode> answers = ask(service, ownReport::get, one -> one.ask(InstancePaths.SHOW, new NoQuestion()));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("service", service);
        List<Object> all = new ArrayList<>();
        answers.found().forEach((name, report) -> all.add(Map.of("name", name, "settings", report.path("settings"))));
        shown.put("instances", all);
        shown.put("missing", answers.missing());
        return Reply.ok(shown);
    }

    private Reply log(Call call) {
        LogQuestion question = new LogQuestion(
                LogLevel.of(call.query("level").orElse(LogLevel.INFO.word())),
                call.query("q").orElse(null));
        String service = call.query("service").orElse(null);
        Answers<JsonNode> answers =
                ask(service, () -> ownLog.apply(question), one -> one.ask(InstancePaths.LOG, question));
        List<Object> asked = new ArrayList<>();
        List<JsonNode> lines = new ArrayList<>();
        Set<JsonNode> known = new HashSet<>();
        answers.found().forEach((name, told) -> {
            asked.add(Map.of("name", name, "since", told.path("since")));
            for (JsonNode line : told.path("lines")) {
                // Services of one process all tell the lines that belong to none of them.
                if (known.add(Json.MAPPER
                        .createArrayNode()
                        .add(told.path("host"))
                        .add(told.path("pid"))
                        .add(line))) {
                    lines.add(line);
                }
            }
        });
        lines.sort(Comparator.comparing(InstanceEndpoints::moment).reversed());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("lines", lines.stream().limit(MOST_LINES).toList());
        boolean isCut = answers.found().values().stream()
                .anyMatch(told -> told.path("lines").size() >= MOST_LINES);
        shown.put("more", isCut || lines.size() > MOST_LINES);
        shown.put("asked", asked);
        shown.put("missing", answers.missing());
        return Reply.ok(shown);
    }

    /** Without the Z, so that a time in whole seconds comes before one with a fraction of the same second. */
    private static String moment(JsonNode line) {
        return line.path("at").asText().replace("Z", "");
    }

    /** What the instances of a service answer, or of all services, by the name of the instance. */
    private Answers<JsonNode> ask(@Nullable String service, Callable<?> ofThis, Function<Instance, JsonNode> question) {
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        instances.services().stream()
                .filter(one -> service == null || one.shortName().equals(service))
                .flatMap(one -> instances.of(one).stream())
                .forEach(one -> questions.put(one.name(), () -> question.apply(one)));
        if (service == null || service.equals(OWN)) {
            questions.put(OWN + " that answered", () -> Json.MAPPER.valueToTree(ofThis.call()));
        }
        if (questions.isEmpty()) {
            throw new Failure.Invalid("there is no service " + service);
        }
        try {
            return services.askAll(questions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("the console is stopping");
        }
    }

    private Reply metrics() {
        MetricsWatch.Hour hour = metrics.hour();
        return Reply.ok(
                Map.of("seconds", MetricsWatch.EVERY.toSeconds(), "times", hour.times(), "services", hour.services()));
    }
}

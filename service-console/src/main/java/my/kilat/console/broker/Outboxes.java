package my.kilat.console.broker;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.json.Json;

/** How old the oldest event in the outbox of each service is, from the service's metrics. */
final class Outboxes {
    private static final Pattern OLDEST =
            Pattern.compile("(?m)^kilat_outbox_oldest_seconds\\{[^}\\n]*service=\"([a-z]+)\"[^}\\n]*}\\s+"
                    + "([0-9]{1,18}(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?)$");
    private static final Set<Integer> GOOD = Set.of(200);

    private final Services services;

    Outboxes(Services services) {
        this.services = services;
    }

    /** Of one service. */
    record Outbox(String service, double oldestSeconds) {}

    /** Of all services that answer, and those that do not. */
    record Reading(List<Outbox> outboxes, List<Services.Missing> missing) {}

    Reading read() throws InterruptedException {
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        for (Component service : services.all()) {
            questions.put(
                    service.shortName(),
                    () -> Json.MAPPER.valueToTree(outbox(service).orElse(0.0)));
        }
        Services.Answers answers = services.askAll(questions);
        List<Outbox> outboxes = new ArrayList<>();
        answers.found().forEach((name, seconds) -> outboxes.add(new Outbox(name, seconds.asDouble())));
        return new Reading(outboxes, answers.missing());
    }

    /** Services that share a JVM show the metrics of all of them; one without an outbox shows none. */
    private Optional<Double> outbox(Component service) {
        Matcher matcher = OLDEST.matcher(
                new String(services.get(service, "/metrics", GOOD).body(), StandardCharsets.UTF_8));
        while (matcher.find()) {
            if (matcher.group(1).equals(service.shortName())) {
                return Optional.of(Double.parseDouble(matcher.group(2)));
            }
        }
        return Optional.empty();
    }
}

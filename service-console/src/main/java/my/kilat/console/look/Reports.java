package my.kilat.console.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.json.Json;
import my.kilat.platform.service.ServiceClient;

/** What the services say of themselves, each on its own port: readiness with alarms, and metrics. */
public final class Reports {
    private static final Pattern OUTBOX =
            Pattern.compile("(?m)^kilat_outbox_oldest_seconds\\{[^}\\n]*service=\"([a-z]+)\"[^}\\n]*}\\s+"
                    + "([0-9]{1,18}(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?)$");

    private static final String READINESS = "/readiness";

    private final Services services;

    public Reports(Services services) {
        this.services = services;
    }

    /**
     * Something that is wrong.
     *
     * @param name of the alarm or check
     */
    public record Attention(String service, String name, String words) {}

    /** How old the oldest event in the outbox of a service is. */
    public record Outbox(String service, double oldestSeconds) {}

    private record Words(List<Attention> items) {}

    /** All alarms, and the checks that fail; a service that does not answer is one of them. */
    public List<Attention> attention() throws InterruptedException {
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        for (Component service : others()) {
            questions.put(service.shortName(), () -> Json.MAPPER.valueToTree(new Words(attention(service))));
        }
        Services.Answers answers = services.askAll(questions);
        List<Attention> all = new ArrayList<>();
        answers.missing().forEach(name -> all.add(new Attention(name, "service", "does not answer")));
        answers.found()
                .values()
                .forEach(found -> all.addAll(Json.convert(found, Words.class).items()));
        return all;
    }

    private List<Attention> attention(Component service) {
        ServiceClient.Answer answer = services.get(service, READINESS);
        JsonNode report = services.client(service).read(READINESS, answer, JsonNode.class);
        List<Attention> found = new ArrayList<>();
        report.path("alarms")
                .properties()
                .forEach(alarm -> found.add(new Attention(
                        service.shortName(), alarm.getKey(), alarm.getValue().asText())));
        report.path("checks").properties().stream()
                .filter(check -> !check.getValue().asText().equals("ok"))
                .forEach(check -> found.add(new Attention(
                        service.shortName(), check.getKey(), check.getValue().asText())));
        return found;
    }

    /** The age of the oldest event that waits, for each service that answers. */
    public List<Outbox> outboxes() throws InterruptedException {
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        for (Component service : others()) {
            questions.put(
                    service.shortName(),
                    () -> Json.MAPPER.valueToTree(outbox(service).orElse(0.0)));
        }
        List<Outbox> all = new ArrayList<>();
        services.askAll(questions).found().forEach((name, seconds) -> all.add(new Outbox(name, seconds.asDouble())));
        return all;
    }

    /** Services that share a JVM show the metrics of all of them. */
    private Optional<Double> outbox(Component service) {
        Matcher matcher =
                OUTBOX.matcher(new String(services.get(service, "/metrics").body(), StandardCharsets.UTF_8));
        while (matcher.find()) {
            if (matcher.group(1).equals(service.shortName())) {
                return Optional.of(Double.parseDouble(matcher.group(2)));
            }
        }
        return Optional.empty();
    }

    private static List<Component> others() {
        return Component.services().stream()
                .filter(service -> service != Component.CONSOLE)
                .toList();
    }
}

package my.kilat.console.now;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.json.Json;
import my.kilat.platform.service.ServiceClient;

/** What the services say of themselves, each on its own port: readiness with alarms. */
public final class Reports {
    private static final String READINESS = "/readiness";

    /** A service that is not ready says why with a 503. */
    private static final Set<Integer> READY_OR_NOT = Set.of(200, 503);

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

    private record Words(List<Attention> items) {}

    /** All alarms, and the checks that fail; a service that does not answer is one of them. */
    public List<Attention> attention() throws InterruptedException {
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        for (Component service : services.all()) {
            questions.put(service.shortName(), () -> Json.MAPPER.valueToTree(new Words(attention(service))));
        }
        Services.Answers answers = services.askAll(questions);
        List<Attention> all = new ArrayList<>();
        answers.missing().forEach(one -> all.add(new Attention(one.name(), "service", one.words())));
        answers.found()
                .values()
                .forEach(found -> all.addAll(Json.convert(found, Words.class).items()));
        return all;
    }

    private List<Attention> attention(Component service) {
        ServiceClient.Answer answer = services.get(service, READINESS, READY_OR_NOT);
        JsonNode report = services.client(service).read(READINESS, answer, JsonNode.class);
        if (!report.path("checks").isObject()) {
            throw services.client(service).unusable(READINESS, "no checks");
        }
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
}

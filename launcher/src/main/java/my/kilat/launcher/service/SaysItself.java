package my.kilat.launcher.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import my.kilat.launcher.machine.Web;
import my.kilat.platform.json.Json;

/**
 * A service's own report in a health or readiness response, in words for people.
 *
 * @param ready whether it is ready for requests
 * @param waitsFor why not; empty if it is ready
 * @param alarms each as {@code name: words}
 */
public record SaysItself(boolean ready, String waitsFor, List<String> alarms) {
    private static final String NOT_BEGUN = "has not begun";

    public SaysItself {
        alarms = List.copyOf(alarms);
    }

    /** From a response, or the lack of one. */
    public static SaysItself of(Optional<Web.Answer> answer) {
        if (answer.isEmpty()) {
            return new SaysItself(false, "it does not answer yet", List.of());
        }
        JsonNode body = body(answer.get());
        return new SaysItself(answer.get().ok(), answer.get().ok() ? "" : waitsFor(body, answer.get()), alarms(body));
    }

    private static JsonNode body(Web.Answer answer) {
        try {
            return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
        } catch (UncheckedIOException e) {
            return Json.MAPPER.createObjectNode();
        }
    }

    /** Checks with a reason come first; of those that have only not started, one stands for all. */
    private static String waitsFor(JsonNode body, Web.Answer answer) {
        List<String> said = new ArrayList<>();
        body.path("checks").properties().forEach(check -> {
            if (!check.getValue().asText().equals("ok")) {
                said.add(check.getKey() + " " + check.getValue().asText());
            }
        });
        body.path("services").properties().forEach(service -> {
            if (!service.getValue().path("status").asText().equals("healthy")) {
                said.add(service.getKey() + " is not healthy");
            }
        });
        said.sort(Comparator.comparing((String words) -> words.endsWith(NOT_BEGUN)));
        List<String> reasons =
                said.stream().filter(words -> !words.endsWith(NOT_BEGUN)).toList();
        if (!reasons.isEmpty()) {
            return String.join("; ", reasons);
        }
        return said.isEmpty() ? "it answers with status " + answer.status() : said.getFirst();
    }

    private static List<String> alarms(JsonNode body) {
        List<String> alarms = new ArrayList<>();
        body.path("alarms")
                .properties()
                .forEach(alarm ->
                        alarms.add(alarm.getKey() + ": " + alarm.getValue().asText()));
        return alarms;
    }
}

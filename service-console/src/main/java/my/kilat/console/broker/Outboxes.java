package my.kilat.console.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;

/** How old the oldest event in the outbox of each service is, from the service's metrics. */
final class Outboxes {
    private static final String OLDEST = "kilat_outbox_oldest_seconds";

    private final Services services;

    Outboxes(Services services) {
        this.services = services;
    }

    /** Of one service. */
    record Outbox(String service, double oldestSeconds) {}

    /** Of all services that answer, and those that do not. */
    record Reading(List<Outbox> outboxes, List<Answers.Missing> missing) {}

    Reading read() throws InterruptedException {
        Map<String, Callable<Double>> questions = new LinkedHashMap<>();
        for (Component service : services.all()) {
            questions.put(service.shortName(), () -> oldestSeconds(service));
        }
        Answers<Double> answers = services.askAll(questions);
        List<Outbox> outboxes = new ArrayList<>();
        answers.found().forEach((name, seconds) -> outboxes.add(new Outbox(name, seconds)));
        return new Reading(outboxes, answers.missing());
    }

    /** Zero for a service without an outbox, which shows no such metric. */
    private double oldestSeconds(Component service) {
        return services.metrics(service, Set.of(OLDEST))
                .sum(OLDEST, line -> line.label("service").equals(service.shortName()))
                .orElse(0);
    }
}

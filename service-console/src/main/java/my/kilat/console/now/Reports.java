package my.kilat.console.now;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;

/** What the services say of themselves, each on its own port: readiness with alarms. */
public final class Reports {
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

    /** All alarms, and the checks that fail; a service that does not answer is one of them. */
    public List<Attention> attention() throws InterruptedException {
        Map<String, Callable<List<Attention>>> questions = new LinkedHashMap<>();
        for (Component service : services.all()) {
            questions.put(service.shortName(), () -> attention(service));
        }
        Answers<List<Attention>> answers = services.askAll(questions);
        List<Attention> all = new ArrayList<>();
        answers.missing().forEach(one -> all.add(new Attention(one.name(), "service", one.words())));
        answers.found().values().forEach(all::addAll);
        return all;
    }

    private List<Attention> attention(Component service) {
        Services.Readiness report = services.readiness(service);
        List<Attention> found = new ArrayList<>();
        report.alarms().forEach((alarm, words) -> found.add(new Attention(service.shortName(), alarm, words)));
        report.checks().forEach((check, words) -> {
            if (!words.equals("ok")) {
                found.add(new Attention(service.shortName(), check, words));
            }
        });
        return found;
    }
}

package my.kilat.platform.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How a service feels. {@code /readiness} runs every check and says whether the service should get requests;
 * {@code /health} says whether it is alive, and turns red only for an alarm: something no restart and no waiting mends.
 */
public final class Health {
    /** What a check answers when all is well. */
    public static final String OK = "ok";

    private final String service;
    private final ConcurrentMap<String, Check> checks = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> alarms = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    public Health(String service) {
        this.service = service;
    }

    /** Looks at one thing. */
    @FunctionalInterface
    public interface Check {
        /** {@link #OK}, or a few words on what is wrong. Answers within a second or two. */
        String look();
    }

    /** Adds a check that decides over readiness. */
    public void check(String name, Check check) {
        checks.put(name, check);
    }

    /** Raises an alarm, or replaces its words. */
    public void raise(String name, String words) {
        alarms.put(name, words);
    }

    /** Takes an alarm back. */
    public void clear(String name) {
        alarms.remove(name);
    }

    /** From now on not ready, whatever the checks say: the service is about to stop. */
    public void stopping() {
        stopping = true;
    }

    Reply health() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", alarms.isEmpty() ? "healthy" : "unhealthy");
        body.put("service", service);
        if (!alarms.isEmpty()) {
            body.put("checks", Map.copyOf(alarms));
        }
        return Reply.json(alarms.isEmpty() ? 200 : 503, body);
    }

    Reply readiness() {
        Map<String, String> results = new LinkedHashMap<>();
        checks.forEach((name, check) -> results.put(name, check.look()));
        results.putAll(alarms);
        if (stopping) {
            results.put("service", "stopping");
        }
        boolean ready = results.values().stream().allMatch(OK::equals);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", ready ? "ready" : "not_ready");
        body.put("service", service);
        body.put("checks", results);
        return Reply.json(ready ? 200 : 503, body);
    }
}

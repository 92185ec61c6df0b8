package my.kilat.platform.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import my.kilat.contract.health.BackgroundPart;
import my.kilat.contract.health.Readiness;
import my.kilat.contract.health.ServiceHealth;
import my.kilat.platform.background.Parts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of a service, as three separate answers:
 *
 * <ul>
 *   <li><b>alive</b>, {@code /health}: 503 asks for a restart of the process, because only that helps;
 *   <li><b>ready</b>, {@code /readiness}: 503 asks for no requests, because this instance could not serve them well;
 *   <li><b>alarm</b>: a person has to look. It is shown in both, counted in {@code kilat_alarm{service,name}}, logged
 *       once at level ERROR, and changes neither status, for neither a restart nor another instance would help.
 * </ul>
 */
public final class Health {
    /** The result of a check that passes. */
    public static final String OK = "ok";

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final String service;
    private final Parts parts;
    private final MeterRegistry meters;
    private final ConcurrentMap<String, Check> checks = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> alarms = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Gauge> gauges = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /**
     * @param service the short name, such as {@code booking}
     * @param parts what works in the background
     */
    public Health(String service, Parts parts, MeterRegistry meters) {
        this.service = service;
        this.parts = parts;
        this.meters = meters;
    }

    /** A readiness check. */
    @FunctionalInterface
    public interface Check {
        /** Returns {@link #OK}, or the fault in a few words, within a second or two. */
        String look();
    }

    /** Adds a check that affects readiness. */
    public void check(String name, Check check) {
        checks.put(name, check);
    }

    /** Raises an alarm, or replaces its message. */
    public void raise(String name, String words) {
        gauges.computeIfAbsent(name, this::gauge);
        String before = alarms.put(name, words);
        if (before == null) {
            LOG.error("alarm {} of {}: {}", name, service, words);
        }
    }

    private Gauge gauge(String name) {
        return Gauge.builder("kilat.alarm", alarms, raised -> raised.containsKey(name) ? 1 : 0)
                .description("1 while a person has to look at something")
                .tag("service", service)
                .tag("name", name)
                .register(meters);
    }

    /** Clears an alarm. */
    public void clear(String name) {
        String before = alarms.remove(name);
        if (before != null) {
            LOG.info("alarm {} of {} is over; it was: {}", name, service, before);
        }
    }

    /** Raises and clears alarms according to the reports of the background parts. */
    public void lookAtParts() {
        Map<String, String> now = parts.alarms();
        now.forEach(this::raise);
        parts.names().stream().filter(name -> !now.containsKey(name)).forEach(this::clear);
    }

    /** The raised alarms with their messages. */
    public Map<String, String> alarms() {
        return Map.copyOf(alarms);
    }

    /** Makes the service not ready whatever the checks say, because it is about to stop. */
    public void stopping() {
        stopping = true;
    }

    Reply health() {
        lookAtParts();
        Map<String, String> dead = parts.dead();
        return Reply.json(
                dead.isEmpty() ? 200 : 503,
                new ServiceHealth(
                        dead.isEmpty() ? "healthy" : "unhealthy",
                        "service-" + service,
                        orNothing(dead),
                        orNothing(new TreeMap<>(alarms))));
    }

    Reply readiness() {
        lookAtParts();
        Map<String, String> results = new LinkedHashMap<>();
        checks.forEach((name, check) -> results.put(name, check.look()));
        results.putAll(parts.checks());
        if (stopping) {
            results.put("service", "stopping");
        }
        boolean ready = results.values().stream().allMatch(OK::equals);
        Map<String, BackgroundPart> shown = parts.shown();
        return Reply.json(
                ready ? 200 : 503,
                new Readiness(
                        ready ? "ready" : "not_ready",
                        "service-" + service,
                        results,
                        orNothing(new TreeMap<>(alarms)),
                        orNothing(shown)));
    }

    private static <T> @Nullable Map<String, T> orNothing(Map<String, T> found) {
        return found.isEmpty() ? null : found;
    }
}

package my.kilat.console.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import my.kilat.console.upstream.MetricsText;
import my.kilat.platform.service.InstanceReport;

/** The bounds of an instance and how near it is to them, and whom it leaves in peace after failures. */
final class ServiceLimits {
    private static final String BYTES = "kilat_http_bytes_in_flight";
    private static final String ROUTING = "kilat_routing_paused";
    private static final String PROVIDER = "kilat_notifications_provider_away";

    /** The metrics that are read. */
    static final Set<String> WANTED = Set.of(
            ServiceSample.IN_FLIGHT,
            ServiceSample.CONNECTIONS,
            ServiceSample.MOST_CONNECTIONS,
            ServiceSample.HEAP,
            ServiceSample.MOST_HEAP,
            BYTES,
            ROUTING,
            PROVIDER);

    private ServiceLimits() {}

    /** A bound, such as {@code connections}. */
    record Limit(String name, double used, double most) {}

    /**
     * A circuit breaker.
     *
     * @param open whether nothing is asked there at the moment
     */
    record Breaker(String name, boolean open) {}

    /** The bounds; those that are not known are left out. */
    static List<Limit> limits(String service, MetricsText metrics, Optional<InstanceReport> instance) {
        List<Limit> limits = new ArrayList<>();
        add(
                limits,
                "requests",
                metrics.sum(
                        ServiceSample.IN_FLIGHT, line -> line.label("service").equals(service)),
                setting(instance, "MAX_REQUESTS_IN_FLIGHT"));
        add(
                limits,
                "connections",
                metrics.sum(ServiceSample.CONNECTIONS, ServiceSample.ofPool(service)),
                metrics.sum(ServiceSample.MOST_CONNECTIONS, ServiceSample.ofPool(service)));
        add(limits, "bytes", metrics.sum(BYTES, _ -> true), setting(instance, "MAX_BYTES_IN_FLIGHT"));
        add(
                limits,
                "heap",
                metrics.sum(ServiceSample.HEAP, ServiceSample::isOfHeap),
                metrics.sum(ServiceSample.MOST_HEAP, ServiceSample::isOfHeap));
        return limits;
    }

    private static void add(List<Limit> limits, String name, OptionalDouble used, OptionalDouble most) {
        if (used.isPresent() && most.isPresent()) {
            limits.add(new Limit(name, used.getAsDouble(), most.getAsDouble()));
        }
    }

    private static OptionalDouble setting(Optional<InstanceReport> instance, String name) {
        return instance.stream()
                .flatMap(told -> told.settings().stream())
                .filter(setting -> setting.name().equals(name))
                .map(setting -> String.valueOf(setting.value()))
                .filter(value -> value.matches("\\d{1,18}"))
                .mapToDouble(Double::parseDouble)
                .findFirst();
    }

    /** The breakers of a service. */
    static List<Breaker> breakers(String service, MetricsText metrics) {
        List<Breaker> breakers = new ArrayList<>();
        metrics.lines(ROUTING).stream()
                .filter(line -> line.label("service").equals(service))
                .forEach(line -> breakers.add(new Breaker("routes by " + line.label("provider"), line.value() > 0)));
        if (service.equals("notification")) {
            metrics.lines(PROVIDER)
                    .forEach(line ->
                            breakers.add(new Breaker("provider of " + line.label("channel"), line.value() > 0)));
        }
        return breakers;
    }
}

package my.kilat.console.system;

import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import my.kilat.console.upstream.MetricsText;
import my.kilat.console.upstream.MetricsText.Line;

/**
 * What the metrics of an instance say of a service at a moment. Counters begin anew with the process. Memory and processor are
 * those of the process, which several services may share.
 *
 * @param requests that it has answered
 * @param errors those answered with 500 and above
 * @param seconds that all of them took
 * @param processorNanos time of a processor that the process has used
 */
record ServiceSample(
        double requests,
        double errors,
        double seconds,
        OptionalDouble inFlight,
        OptionalDouble connections,
        OptionalDouble outboxSeconds,
        OptionalDouble heapBytes,
        OptionalDouble processorNanos) {
    static final String COUNT = "kilat_http_requests_seconds_count";
    static final String SUM = "kilat_http_requests_seconds_sum";
    static final String IN_FLIGHT = "kilat_http_in_flight";
    static final String CONNECTIONS = "hikaricp_connections_active";
    static final String MOST_CONNECTIONS = "hikaricp_connections_max";
    private static final String OUTBOX = "kilat_outbox_oldest_seconds";
    static final String HEAP = "jvm_memory_used_bytes";
    static final String MOST_HEAP = "jvm_memory_max_bytes";
    private static final String PROCESSOR = "process_cpu_time_ns_total";

    /** The metrics that are read. */
    static final Set<String> WANTED = Set.of(COUNT, SUM, IN_FLIGHT, CONNECTIONS, OUTBOX, HEAP, PROCESSOR);

    /** What every service answers about itself. */
    private static final Set<String> OF_ITSELF = Set.of("health", "readiness", "metrics", "showInstance", "listLog");

    static ServiceSample read(String service, MetricsText metrics) {
        Predicate<Line> own = line -> line.label("service").equals(service);
        Predicate<Line> counted = ofRequests(service);
        return new ServiceSample(
                metrics.sum(COUNT, counted).orElse(0),
                metrics.sum(COUNT, counted.and(ServiceSample::isError)).orElse(0),
                metrics.sum(SUM, counted).orElse(0),
                metrics.sum(IN_FLIGHT, own),
                metrics.sum(CONNECTIONS, ofPool(service)),
                metrics.sum(OUTBOX, own),
                metrics.sum(HEAP, ServiceSample::isOfHeap),
                metrics.sum(PROCESSOR, _ -> true));
    }

    /** Requests of others to it. A socket or a stream, which ends with 1xx, is no request that takes its time. */
    static Predicate<Line> ofRequests(String service) {
        return line -> line.label("service").equals(service)
                && !OF_ITSELF.contains(line.label("operation"))
                && !line.label("status").startsWith("1");
    }

    static boolean isError(Line line) {
        return line.label("status").startsWith("5");
    }

    static Predicate<Line> ofPool(String service) {
        return line -> line.label("pool").equals(service);
    }

    static boolean isOfHeap(Line line) {
        return line.label("area").equals("heap") && line.value() > 0;
    }
}

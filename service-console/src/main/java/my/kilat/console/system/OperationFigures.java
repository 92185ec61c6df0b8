package my.kilat.console.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import my.kilat.console.upstream.MetricsText;
import my.kilat.console.upstream.MetricsText.Line;

/** How long the operations of services take, from their metrics. */
final class OperationFigures {
    private static final String MAX = "kilat_http_requests_seconds_max";

    /** The metrics that are read. */
    static final Set<String> WANTED = Set.of(ServiceSample.COUNT, ServiceSample.SUM, MAX);

    private OperationFigures() {}

    /**
     * An operation since its service started.
     *
     * @param errors answers of 500 and above
     * @param meanMillis the time that a request takes on average
     * @param maxMillis the longest of the last minutes
     */
    record Operation(String service, String name, long requests, long errors, double meanMillis, double maxMillis) {}

    private static final class Sums {
        private double requests;
        private double errors;
        private double seconds;
        private double longest;

        Operation of(String service, String name) {
            return new Operation(
                    service,
                    name,
                    Math.round(requests),
                    Math.round(errors),
                    requests == 0 ? 0 : seconds * 1000 / requests,
                    longest * 1000);
        }
    }

    /** Those of one service, which may share its metrics with others. */
    static List<Operation> read(String service, MetricsText metrics) {
        Map<String, Sums> byName = new HashMap<>();
        for (String name : WANTED) {
            for (Line line : metrics.lines(name)) {
                if (!line.label("operation").isEmpty()
                        && ServiceSample.ofRequests(service).test(line)) {
                    add(byName.computeIfAbsent(line.label("operation"), _ -> new Sums()), name, line);
                }
            }
        }
        List<Operation> operations = new ArrayList<>();
        byName.forEach((name, sums) -> operations.add(sums.of(service, name)));
        return operations;
    }

    private static void add(Sums sums, String name, Line line) {
        switch (name) {
            case ServiceSample.COUNT -> {
                sums.requests += line.value();
                sums.errors += ServiceSample.isError(line) ? line.value() : 0;
            }
            case ServiceSample.SUM -> sums.seconds += line.value();
            default -> sums.longest = Math.max(sums.longest, line.value());
        }
    }
}

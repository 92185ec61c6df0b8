package my.kilat.console.now;

import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import my.kilat.console.domain.RequestCounts;
import my.kilat.console.upstream.MetricsText;
import my.kilat.console.upstream.MetricsText.Line;

/** The counters of requests in the metrics of a gateway. */
final class GatewayMetrics {
    private static final String COUNT = "gateway_requests_seconds_count";
    private static final String BUCKET = "gateway_requests_seconds_bucket";
    private static final Set<String> WANTED = Set.of(COUNT, BUCKET);

    /** Where they are read. */
    static final String PATH = MetricsText.path(WANTED);

    private static final Set<String> ANSWERED = Set.of("2xx", "3xx", "4xx", "5xx");

    private GatewayMetrics() {}

    /** The sum over all routes; lines that are not understood do not count. */
    static RequestCounts read(String text) {
        MetricsText metrics = MetricsText.read(text, WANTED);
        NavigableMap<Double, Long> within = new TreeMap<>();
        metrics.lines(BUCKET).stream()
                .filter(GatewayMetrics::isAnswer)
                .forEach(line -> bound(line.label("le"))
                        .ifPresent(bound -> within.merge(bound, Math.round(line.value()), Long::sum)));
        return new RequestCounts(
                Math.round(metrics.sum(COUNT, GatewayMetrics::isAnswer).orElse(0)),
                Math.round(metrics.sum(
                                COUNT,
                                line -> isAnswer(line) && line.label("status").equals("5xx"))
                        .orElse(0)),
                within);
    }

    /** Whether it is an answer to a request: sockets end with 1xx after hours, and so do streams of the console. */
    private static boolean isAnswer(Line line) {
        return ANSWERED.contains(line.label("status"))
                && !line.label("upstream").equals("console");
    }

    private static OptionalDouble bound(String text) {
        try {
            return OptionalDouble.of(text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}

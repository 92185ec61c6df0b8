package my.kilat.console.now;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.console.domain.RequestCounts;

/** Reads the counters of requests from the metrics of a gateway, in the text format of Prometheus. */
final class GatewayMetrics {
    private static final Pattern LINE = Pattern.compile("(?m)^gateway_requests_seconds_(bucket|count)\\{(.*)} (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(status|upstream|le)=\"([^\"]*)\"");

    private static final Set<String> ANSWERED = Set.of("2xx", "3xx", "4xx", "5xx");

    private GatewayMetrics() {}

    private record Labels(String status, String upstream, String bound) {
        /** Whether it is an answer to a request: sockets end with 1xx after hours, and so do streams of the console. */
        boolean isAnswer() {
            return ANSWERED.contains(status) && !upstream.equals("console");
        }

        static Labels of(String text) {
            String status = "";
            String upstream = "";
            String bound = "";
            Matcher label = LABEL.matcher(text);
            while (label.find()) {
                switch (label.group(1)) {
                    case "status" -> status = label.group(2);
                    case "upstream" -> upstream = label.group(2);
                    default -> bound = label.group(2);
                }
            }
            return new Labels(status, upstream, bound);
        }
    }

    /** The sum over all routes; lines that are not understood do not count. */
    static RequestCounts read(String metrics) {
        long requests = 0;
        long errors = 0;
        NavigableMap<Double, Long> within = new TreeMap<>();
        Matcher line = LINE.matcher(metrics);
        while (line.find()) {
            Labels labels = Labels.of(line.group(2));
            Optional<Double> value = number(line.group(3));
            if (!labels.isAnswer() || value.isEmpty()) {
                continue;
            }
            long count = Math.round(value.get());
            if (line.group(1).equals("bucket")) {
                number(labels.bound).ifPresent(bound -> within.merge(bound, count, Long::sum));
            } else {
                requests += count;
                errors += labels.status.equals("5xx") ? count : 0;
            }
        }
        return new RequestCounts(requests, errors, within);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

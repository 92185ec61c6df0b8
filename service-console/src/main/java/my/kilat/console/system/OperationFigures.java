package my.kilat.console.system;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long the operations of services take, from their metrics in the text format of Prometheus. */
final class OperationFigures {
    private static final Pattern LINE =
            Pattern.compile("(?m)^kilat_http_requests_seconds_(count|sum|max)\\{([^}\\n]*)}\\s+([0-9.eE+-]{1,24})$");
    private static final Pattern LABEL = Pattern.compile("(operation|service|status)=\"([^\"]*)\"");

    /** What every service answers about itself. */
    private static final Set<String> OF_ITSELF = Set.of("health", "readiness", "metrics");

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
        private long requests;
        private long errors;
        private double seconds;
        private double longest;

        private void add(String what, String status, double value) {
            switch (what) {
                case "count" -> {
                    requests += Math.round(value);
                    errors += status.startsWith("5") ? Math.round(value) : 0;
                }
                case "sum" -> seconds += value;
                default -> longest = Math.max(longest, value);
            }
        }
    }

    /** Those of one service, which may share its metrics with others; lines that are not understood do not count. */
    static List<Operation> read(String service, String metrics) {
        Map<String, Sums> byName = new HashMap<>();
        Matcher line = LINE.matcher(metrics);
        while (line.find()) {
            Map<String, String> labels = labels(line.group(2));
            String name = labels.getOrDefault("operation", "");
            String status = labels.getOrDefault("status", "");
            if (isCounted(service, labels)) {
                number(
                        line.group(3),
                        value -> byName.computeIfAbsent(name, _ -> new Sums()).add(line.group(1), status, value));
            }
        }
        List<Operation> operations = new ArrayList<>();
        byName.forEach((name, sums) -> operations.add(new Operation(
                service,
                name,
                sums.requests,
                sums.errors,
                sums.requests == 0 ? 0 : sums.seconds * 1000 / sums.requests,
                sums.longest * 1000)));
        operations.sort(Comparator.comparingDouble(Operation::meanMillis).reversed());
        return operations;
    }

    /** A socket or a stream, which ends with 1xx, is no request that takes its time. */
    private static boolean isCounted(String service, Map<String, String> labels) {
        String name = labels.getOrDefault("operation", "");
        return service.equals(labels.get("service"))
                && !name.isEmpty()
                && !OF_ITSELF.contains(name)
                && !labels.getOrDefault("status", "").startsWith("1");
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    private static void number(String text, java.util.function.DoubleConsumer reader) {
        try {
            reader.accept(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            // The line does not count.
        }
    }
}

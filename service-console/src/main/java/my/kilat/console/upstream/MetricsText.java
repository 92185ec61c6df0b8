package my.kilat.console.upstream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import my.kilat.platform.telemetry.Exposition;

/** Some of the metrics of a service or a gateway, from the text format of Prometheus; lines that are not understood do not count. */
public final class MetricsText {
    /** Where all metrics are. */
    public static final String PATH = "/metrics";

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"\\\\]*)\"");

    private static final Pattern PART = Pattern.compile("_(total|count|sum|bucket)$");
    private static final String QUERY_NAME = URLEncoder.encode(Exposition.NAME, StandardCharsets.UTF_8);

    private final Map<String, List<Line>> byName;

    private MetricsText(Map<String, List<Line>> byName) {
        this.byName = byName;
    }

    /** A metric with its labels. */
    public record Line(Map<String, String> labels, double value) {
        /** The value of a label; empty if there is none. */
        public String label(String name) {
            return labels.getOrDefault(name, "");
        }
    }

    /**
     * The path and query that select the families of the wanted metrics, so that neither side handles the others. Their names are
     * those of the metrics, or what is left without the ending of a counter or of a part of a histogram.
     */
    public static String path(Set<String> wanted) {
        return wanted.stream()
                .flatMap(name -> Stream.of(name, PART.matcher(name).replaceFirst("")))
                .distinct()
                .sorted()
                .map(name -> QUERY_NAME + "=" + name)
                .collect(Collectors.joining("&", PATH + "?", ""));
    }

    /** Reads the metrics that are wanted. */
    public static MetricsText read(String text, Set<String> wanted) {
        Map<String, List<Line>> byName = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int end = endOfName(line);
            String name = line.substring(0, end);
            int space = line.lastIndexOf(' ');
            if (wanted.contains(name) && space >= end) {
                number(line.substring(space + 1))
                        .ifPresent(value -> byName.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(new Line(labels(line.substring(end, space)), value)));
            }
        });
        return new MetricsText(byName);
    }

    private static int endOfName(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '{' || line.charAt(i) == ' ') {
                return i;
            }
        }
        return line.length();
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    private static OptionalDouble number(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The lines of a metric. */
    public List<Line> lines(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** The sum of the lines of a metric; nothing if there is none. */
    public OptionalDouble sum(String name, Predicate<Line> counts) {
        double[] values =
                lines(name).stream().filter(counts).mapToDouble(Line::value).toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(DoubleStream.of(values).sum());
    }
}

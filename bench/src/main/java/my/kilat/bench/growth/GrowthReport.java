package my.kilat.bench.growth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of costs: a line an operation, three columns a size. */
final class GrowthReport {
    private final Map<Long, Map<String, Cost>> costs = new LinkedHashMap<>();
    private final Map<String, Double> bars = new LinkedHashMap<>();

    void add(long size, Operation operation, Cost cost) {
        costs.computeIfAbsent(size, _ -> new LinkedHashMap<>()).put(operation.name(), cost);
        bars.put(operation.name(), operation.bar());
    }

    /** Whether everything was answered as expected. */
    boolean isSound() {
        return costs.values().stream()
                .flatMap(bySize -> bySize.values().stream())
                .allMatch(cost -> cost.failed() == 0);
    }

    List<String> lines() {
        List<Long> sizes = List.copyOf(costs.keySet());
        var lines = new ArrayList<String>();
        lines.add("| Operation | "
                + sizes.stream()
                        .map(size -> String.format(Locale.ROOT, "%,d: CPU µs | p50 ms | p99 ms", size))
                        .collect(Collectors.joining(" | "))
                + " | CPU, times | bar | holds |");
        lines.add("|---|" + "---:|".repeat(3 * sizes.size() + 2) + "---|");
        bars.forEach((name, bar) -> lines.add(line(name, bar, sizes)));
        return lines;
    }

    private String line(String name, double bar, List<Long> sizes) {
        double times = cost(sizes.getLast(), name).micros()
                / cost(sizes.getFirst(), name).micros();
        return "| " + name + " | "
                + sizes.stream()
                        .map(size -> cost(size, name))
                        .map(cost ->
                                String.format(Locale.ROOT, "%.0f | %.1f | %.1f", cost.micros(), cost.p50(), cost.p99()))
                        .collect(Collectors.joining(" | "))
                + String.format(Locale.ROOT, " | %.2f | ≤ %.1f | %s |", times, bar, times <= bar ? "yes" : "**no**");
    }

    private Cost cost(long size, String name) {
        return costs.getOrDefault(size, Map.of()).getOrDefault(name, new Cost(Double.NaN, 0, 0, 0));
    }
}

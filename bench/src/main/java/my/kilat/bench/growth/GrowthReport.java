package my.kilat.bench.growth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A table and a chart of costs for each group: a line for each subject. */
final class GrowthReport {
    private final Map<Subject, Map<Long, Cost>> costs = new LinkedHashMap<>();

    void add(long size, Subject subject, Cost cost) {
        costs.computeIfAbsent(subject, _ -> new LinkedHashMap<>()).put(size, cost);
    }

    /** Whether everything was answered as expected. */
    boolean isSound() {
        return costs.values().stream()
                .flatMap(bySize -> bySize.values().stream())
                .allMatch(cost -> cost.failed() == 0);
    }

    /** The tables, each with a link to its chart. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        for (Group group : Group.values()) {
            List<Subject> subjects = of(group);
            if (!subjects.isEmpty()) {
                lines.add("**" + group.title() + "**");
                lines.add("");
                lines.addAll(table(group, subjects));
                lines.add("");
                lines.add("![" + group.title() + ", cost by number of bookings](" + group.chart() + ")");
                lines.add("");
            }
        }
        return lines;
    }

    /** The chart of a group, if anything of it was measured. */
    Optional<GrowthChart> chart(Group group) {
        List<GrowthChart.Row> rows = of(group).stream()
                .map(subject -> new GrowthChart.Row(
                        subject.name(),
                        subject.bar(),
                        sizes().stream()
                                .map(size -> cost(size, subject).times(cost(smallest(), subject)))
                                .toList()))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new GrowthChart(group.title(), group == Group.UPKEEP ? "time" : "CPU", sizes(), rows));
    }

    private List<Subject> of(Group group) {
        return costs.keySet().stream()
                .filter(subject -> subject.group() == group)
                .toList();
    }

    private List<String> table(Group group, List<Subject> subjects) {
        boolean isTimed = group == Group.UPKEEP;
        String columns = isTimed ? "ms" : "CPU µs | p50 ms | p99 ms";
        var lines = new ArrayList<String>();
        lines.add("| Operation | "
                + sizes().stream()
                        .map(size -> String.format(Locale.ROOT, "%,d: %s", size, columns))
                        .collect(Collectors.joining(" | "))
                + (isTimed ? " | time, times" : " | CPU, times") + " | bar | holds |");
        lines.add("|---|" + "---:|".repeat((isTimed ? 1 : 3) * sizes().size() + 2) + "---|");
        subjects.forEach(subject -> lines.add(line(subject)));
        return lines;
    }

    private String line(Subject subject) {
        Cost first = cost(smallest(), subject);
        Cost last = cost(sizes().getLast(), subject);
        return "| " + subject.name() + " | "
                + sizes().stream().map(size -> columns(cost(size, subject))).collect(Collectors.joining(" | "))
                + String.format(
                        Locale.ROOT,
                        " | %.2f | ≤ %.1f | %s |",
                        last.times(first),
                        subject.bar(),
                        last.isWithin(subject.bar(), first) ? "yes" : "**no**");
    }

    private static String columns(Cost cost) {
        return Double.isNaN(cost.micros())
                ? String.format(Locale.ROOT, "%.1f", cost.p50())
                : String.format(Locale.ROOT, "%.0f | %.1f | %.1f", cost.micros(), cost.p50(), cost.p99());
    }

    private List<Long> sizes() {
        return costs.values().stream()
                .flatMap(bySize -> bySize.keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private long smallest() {
        return sizes().getFirst();
    }

    private Cost cost(long size, Subject subject) {
        return costs.getOrDefault(subject, Map.of()).getOrDefault(size, Cost.NONE);
    }
}

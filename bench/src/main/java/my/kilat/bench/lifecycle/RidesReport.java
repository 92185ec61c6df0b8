package my.kilat.bench.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Load;
import my.kilat.bench.platform.Platform;
import my.kilat.bench.yardstick.Yardstick;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of rides, as lines of the page.
 *
 * @param stored what a ride leaves behind; null when no rides were measured
 */
record RidesReport(
        Yardstick yardstick, List<Row> rows, @Nullable Footprint stored, Map<String, Long> residentBytes) {
    private static final double MICROS_OF_AN_HOUR = 3_600e6;
    private static final double MILLION = 1e6;

    /** A unit: what came of its load, and the CPU of each group of processes for one, in microseconds. */
    record Row(Baseline unit, Load.Result result, Map<String, Double> micros) {
        double micros(String group) {
            Double found = micros.get(group);
            if (found == null) {
                throw new BenchException("nothing was measured of " + group);
            }
            return found;
        }
    }

    boolean isSound() {
        return rows.stream().allMatch(row -> row.result.failed() == 0);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        rows.stream().filter(row -> row.unit == Baseline.RIDE).forEach(row -> lines.addAll(meaning(row)));
        lines.add("| Unit | per second | older server | goal | p50 ms | p99 ms | failed"
                + " | Kilat µs | goal | PostgreSQL µs | goal | Kafka µs |");
        lines.add("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        rows.forEach(row -> lines.add(line(row)));
        lines.add("");
        for (String line : yardstick.lines()) {
            lines.add(line);
            lines.add("");
        }
        lines.add(residentBytes.entrySet().stream()
                .map(group -> group.getKey() + " " + group.getValue() / (1 << 20) + " MB")
                .collect(Collectors.joining(", ", "Resident at the end: ", ".")));
        return lines;
    }

    /** What a user gets from it, and what it costs. */
    private List<String> meaning(Row ride) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "One machine like this carries %,.0f rides an hour with everything on it, from the booking to the runner's pay. With"
                        + " owners and runners who act at once, half of the rides are settled within %.0f ms.",
                ride.result.rate() * 3_600,
                ride.result.micros().getValueAtPercentile(50) / 1_000.0));
        lines.add("");
        Footprint kept = stored;
        if (kept != null && kept.rides() > 0) {
            double ours = hours(ride, Platform.OURS);
            double postgres = hours(ride, Platform.POSTGRES);
            double kafka = hours(ride, Platform.KAFKA);
            lines.add(String.format(
                    Locale.ROOT,
                    "A million rides cost %.1f hours of one processor (services %.1f, PostgreSQL %.1f, Kafka %.1f), %.1f GB by"
                            + " which the databases grow before anything old is deleted, and %.1f million messages; positions come on top of it.",
                    ours + postgres + kafka,
                    ours,
                    postgres,
                    kafka,
                    kept.bytesOfARide() * MILLION / (1 << 30),
                    kept.messagesOfARide()));
            lines.add("");
        }
        return lines;
    }

    private static double hours(Row row, String group) {
        return row.micros(group) * MILLION / MICROS_OF_AN_HOUR;
    }

    private String line(Row row) {
        double factor = yardstick.factor();
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | ≥ %.0f | %.1f | %.1f | %d | %.0f | %s | %.0f | %s | %.0f |",
                row.unit.words(),
                row.result.rate(),
                row.unit.rate(factor),
                row.unit.rateGoal(factor),
                row.result.micros().getValueAtPercentile(50) / 1000.0,
                row.result.micros().getValueAtPercentile(99) / 1000.0,
                row.result.failed(),
                row.micros(Platform.OURS),
                goal(row.unit.microsGoal(factor)),
                row.micros(Platform.POSTGRES),
                goal(row.unit.postgresGoal(factor)),
                row.micros(Platform.KAFKA));
    }

    private static String goal(OptionalDouble micros) {
        return micros.isPresent() ? String.format(Locale.ROOT, "≤ %.0f", micros.getAsDouble()) : "–";
    }
}

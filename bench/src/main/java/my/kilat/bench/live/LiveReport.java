package my.kilat.bench.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import my.kilat.bench.platform.Platform;
import my.kilat.bench.traffic.LiveTraffic;
import my.kilat.bench.traffic.Outcome;

/** The tables of {@code kilat bench live}. */
final class LiveReport {
    private final List<String> positions = new ArrayList<>();
    private final List<String> effects = new ArrayList<>();
    private String rest = "";
    private String sockets = "";
    private long failed;

    /**
     * What was used at rest.
     *
     * @param percent of one processor, by group of processes
     * @param compiling the share of our services' part that their JIT compilers used, from 0 to 1
     */
    void atRest(Map<String, Double> percent, double compiling) {
        rest = percent.entrySet().stream()
                        .map(group -> String.format(Locale.ROOT, "%s %.1f %%", group.getKey(), group.getValue()))
                        .collect(Collectors.joining(", ", "At rest, of one processor: ", ""))
                + String.format(
                        Locale.ROOT,
                        " (of it JIT compilers: %.1f %%).",
                        compiling * percent.getOrDefault(Platform.OURS, 0.0));
    }

    void sockets(SocketMemory idle) {
        sockets = idle.line();
    }

    void positions(int rate, LiveTraffic.Seen seen, Map<String, Double> micros) {
        Outcome frames = seen.frames();
        Outcome answers = seen.answers();
        failed += answers.failed();
        positions.add(String.format(
                Locale.ROOT,
                "| %d | %s | %s | %d | %d | %.0f | %.0f | %.0f |",
                rate,
                Delays.cells(frames.p50Micros(), frames.p99Micros()),
                Delays.cells(answers.p50Micros(), answers.p99Micros()),
                answers.failed(),
                seen.missing(),
                micros.getOrDefault(Platform.OURS, 0.0),
                micros.getOrDefault(Platform.POSTGRES, 0.0),
                micros.getOrDefault(Platform.KAFKA, 0.0)));
    }

    void effects(RideEffects seen, int events) {
        failed += seen.failed.sum();
        String rides = String.format(Locale.ROOT, "of %d events a second", events);
        effects.add(row("change of status → frame, " + rides, seen.status, "≤ 10 | ≤ 40"));
        effects.add(row("acceptance → its trip in tracking, " + rides, seen.effect, "≤ 10 | ≤ 40"));
        effects.add(row("confirmation → answered as completed, " + rides, seen.confirmed, "≤ 60 | –"));
        effects.add("");
        effects.add(seen.failed.sum() + " rides failed.");
    }

    private static String row(String what, Delays delays, String goals) {
        return "| " + what + " | " + delays.count() + " | " + delays.cells() + " | " + goals + " |";
    }

    /** Whether nothing failed. */
    boolean isSound() {
        return failed == 0;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| Positions a second | frame p50 ms | p99 ms | answer p50 ms | p99 ms | failed | frames missing"
                + " | Kilat µs | PostgreSQL µs | Kafka µs |");
        lines.add("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        lines.addAll(positions);
        if (!effects.isEmpty()) {
            lines.add("");
            lines.add("| From, to | count | p50 ms | p99 ms | p50 goal | p99 goal |");
            lines.add("|---|---:|---:|---:|---:|---:|");
            lines.addAll(effects);
        }
        lines.add("");
        lines.add(rest);
        if (!sockets.isEmpty()) {
            lines.add("");
            lines.add(sockets);
        }
        return lines;
    }
}

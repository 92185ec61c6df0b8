package my.kilat.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import my.kilat.bench.BenchException;
import my.kilat.bench.gateway.peer.Peer;
import my.kilat.bench.gateway.peer.Programs;
import my.kilat.bench.gateway.peer.Stage;
import my.kilat.bench.page.Circumstances;
import my.kilat.bench.page.PerformancePage;
import my.kilat.bench.traffic.Traffic;
import my.kilat.bench.traffic.TrafficProcess;
import my.kilat.launcher.machine.ShutdownHook;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.screen.Words;
import my.kilat.local.KilatHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kilat bench gateway}. */
@Command(
        name = "gateway",
        description = {
            "Measure the gateway beside nginx, HAProxy and a gateway in Go, under the same load on this machine.",
            "It starts everything itself, on free ports. A run of all rows writes docs/performance.md and docs/gateway.svg."
        },
        mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {
    private static final int ROUNDS_TO_PUBLISH = 5;
    /** They get some rounds before: what comes often is compiled while it runs, and heaps grow to their size. */
    private static final List<Peer> WARMED_UP = List.of(Peer.GIN, Peer.KILAT);

    private static final int MOST_WARM_UPS = 8;
    private static final int USUAL_WARM_UPS = 3;
    private static final double STILL_FALLING = 0.95;
    private static final double SECONDS_AROUND_A_LOAD = 0.4;

    @Option(names = "--seconds", defaultValue = "3", description = "How long each load lasts (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "5", description = "How often each is measured (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--rows",
            split = ",",
            description = "Only these of: bare, full, store, many, upload, socket, half.",
            paramLabel = "ROW")
    private List<Row> rows = List.of(Row.values());

    private final Readings readings = new Readings();
    private double loadsLeft;

    @Override
    public Integer call() {
        Layout layout = Layout.of(KilatHome.find(), System.getenv());
        try (Stage stage = new Stage(layout.home(), layout.state());
                TrafficProcess traffic = new TrafficProcess(
                        Stage.java(Traffic.class, List.of()), stage.directory().resolve("traffic.log"))) {
            try (var _ = ShutdownHook.set("end-bench", () -> {
                traffic.end();
                stage.close();
            })) {
                run(stage, new Loads(stage, traffic, seconds, readings));
            }
        }
        report(layout.home().resolve("docs"));
        return readings.isSound(Peer.KILAT) ? 0 : 1;
    }

    private void run(Stage stage, Loads loads) {
        List<Peer> peers = new ArrayList<>(List.of(Peer.ALONE));
        peers.addAll(stage.peers());
        loadsLeft = rows.stream().mapToDouble(Row::loads).sum()
                * (peers.size() * rounds + WARMED_UP.size() * USUAL_WARM_UPS);
        for (Row row : rows) {
            List<Peer> concerned = peers.stream().filter(row::concerns).toList();
            if (row == Row.HALF) {
                if (!rows.contains(Row.FULL)) {
                    warmUp(Row.FULL, peers, loads);
                }
                System.out.println("half load: " + loads.halfOfTheLeast() + " requests a second");
            }
            say(row, "warming up");
            warmUp(row, concerned, loads);
            for (int round = 1; round <= rounds; round++) {
                say(row, "round " + round + " of " + rounds);
                measure(row, concerned, loads, readings);
            }
            System.out.println();
            new Report(readings).row(row).forEach(System.out::println);
        }
    }

    /** Until it costs no less than the last time: compiling takes as many requests as it takes. */
    private void warmUp(Row row, List<Peer> peers, Loads loads) {
        for (Peer peer : peers) {
            double least = Double.MAX_VALUE;
            for (int i = 0; i < MOST_WARM_UPS && WARMED_UP.contains(peer); i++) {
                double cost = loads.measure(row, peer).getOrDefault(row.cost(), 0.0);
                if (cost > least * STILL_FALLING) {
                    break;
                }
                least = cost;
            }
        }
        loadsLeft -= row.loads() * USUAL_WARM_UPS * WARMED_UP.size();
    }

    private void measure(Row row, List<Peer> peers, Loads loads, Readings into) {
        for (Peer peer : peers) {
            into.add(row, peer, loads.measure(row, peer));
            loadsLeft -= row.loads();
        }
    }

    private void say(Row row, String what) {
        System.out.println(String.format(
                Locale.ROOT, "%-10s %-12s   about %s left", row.title(), what, Words.age(Duration.ofSeconds((long)
                        (loadsLeft * (seconds + SECONDS_AROUND_A_LOAD))))));
    }

    private void report(Path docs) {
        Report report = new Report(readings);
        report.bars().forEach(System.out::println);
        System.out.println();
        readings.failures().forEach(line -> System.out.println("✘ " + line));
        if (rounds < ROUNDS_TO_PUBLISH || rows.size() < Row.values().length || !readings.isSound(Peer.KILAT)) {
            System.out.println("docs/performance.md is left as it is: that takes all rows, " + ROUNDS_TO_PUBLISH
                    + " rounds and no failure of Kilat.");
            return;
        }
        publish(docs, report);
        System.out.println("Written: docs/performance.md, docs/gateway.svg");
    }

    private void publish(Path docs, Report report) {
        try {
            Files.writeString(docs.resolve("gateway.svg"), new Chart(readings).svg());
        } catch (IOException e) {
            throw new BenchException("docs/gateway.svg cannot be written: " + e.getMessage(), e);
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(circumstances());
        lines.add("");
        lines.add("![The gateway beside its peers](gateway.svg)");
        lines.add("");
        lines.addAll(report.bars());
        lines.add("");
        lines.addAll(report.rows());
        readings.failures().forEach(failure -> lines.add("- " + failure));
        new PerformancePage(docs, "gateway", "The gateway").write(lines);
    }

    private String circumstances() {
        return Circumstances.here() + ", which the load and the upstream share with what is measured; " + rounds
                + " rounds of " + seconds + " s, the peers in turn. " + Programs.version("nginx", "-v") + "; "
                + Programs.version("haproxy", "-v").replaceFirst("\\s\\d{4}/\\d\\d/\\d\\d.*$", "")
                + ". Median (least–most).";
    }
}

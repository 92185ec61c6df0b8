package my.kilat.bench.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Connection;
import my.kilat.bench.page.Circumstances;
import my.kilat.bench.page.PerformancePage;
import my.kilat.bench.platform.Account;
import my.kilat.bench.platform.Measured;
import my.kilat.bench.platform.Platform;
import my.kilat.bench.platform.Units;
import my.kilat.bench.traffic.Followed;
import my.kilat.bench.traffic.LiveTraffic;
import my.kilat.contract.catalogue.Component;
import my.kilat.local.KilatHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kilat bench live}. */
@Command(
        name = "live",
        description = {
            "Measure how soon owners see what runners do, through the gateway of the running platform: positions and changes",
            "of status on sockets, effects of events in other services, and what a position costs.",
            "Positions are due at fixed times; each counts from when it was due until its frame has come."
        })
public final class LiveCommand implements Callable<Integer> {
    private static final int SECONDS_TO_PUBLISH = 8;
    private static final int WARM_UP_TO_PUBLISH = 120;
    private static final int WARM_UP_ROUND_SECONDS = 15;
    private static final int WARM_UP_RATE = 1_000;
    private static final long MICROS_OF_A_PERCENT = 10_000; // of one processor, in a second
    private static final int MOST_LOOKS_AT_REST = 12;

    /** The share of the services' CPU below which what is measured is the work, and not its compilation. */
    private static final double COMPILED = 0.1;

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "25,500,2000",
            description = "Positions a second, one after the other (${DEFAULT-VALUE}).")
    private List<Integer> rates = List.of();

    @Option(names = "--rides", defaultValue = "50", description = "Rides under way (${DEFAULT-VALUE}).")
    private int rides;

    @Option(names = "--sockets", defaultValue = "1", description = "Sockets on each ride (${DEFAULT-VALUE}).")
    private int sockets;

    @Option(
            names = "--events",
            defaultValue = "200",
            description = "Events a second, of whole rides beside; 0 for none (${DEFAULT-VALUE}).")
    private int events;

    @Option(names = "--seconds", defaultValue = "10", description = "How long each load lasts (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "300",
            description =
                    "Seconds of load before, at most; it ends when little is compiled any more (${DEFAULT-VALUE}).")
    private int warmUp;

    @Override
    public Integer call() throws IOException {
        Platform platform = Platform.running();
        List<Account> owners = Account.register(platform, "owner", rides);
        List<Account> runners = Account.register(platform, "runner", rides);
        Units units = new Units(owners, runners);
        List<Followed> followed = followed(platform, units, owners, runners);
        LiveTraffic traffic = new LiveTraffic(platform.port(Component.GATEWAY), followed, sockets);
        double compiling = warmedUp(platform, traffic, new RideEffects(platform, traffic, units, owners, runners));
        LiveReport report = new LiveReport();
        measureRest(platform, report);
        if (SocketMemory.canBeMeasured(rides, sockets)) {
            System.out.println("measuring: idle sockets");
            report.sockets(SocketMemory.measured(platform, followed, sockets));
        }
        for (int rate : rates) {
            measure(platform, traffic, rate, report);
        }
        if (events > 0) {
            platform.awaitQuiet();
            System.out.println("measuring: rides that cause " + events + " events a second");
            RideEffects effects = new RideEffects(platform, traffic, units, owners, runners);
            effects.run(events, Duration.ofSeconds(seconds));
            report.effects(effects, events);
        }
        List<String> lines = report.lines();
        System.out.println();
        lines.forEach(System.out::println);
        System.out.println();
        if (report.isSound()) {
            publish(lines, compiling);
        }
        return report.isSound() ? 0 : 1;
    }

    private static List<Followed> followed(Platform platform, Units units, List<Account> owners, List<Account> runners)
            throws IOException {
        List<Followed> followed = new ArrayList<>();
        try (Connection connection = new Connection(platform.gateway())) {
            for (int i = 0; i < runners.size(); i++) {
                String path = units.underWay(connection, owners.get(i), runners.get(i));
                followed.add(new Followed(
                        runners.get(i).token(), owners.get(i).token(), path.substring(path.lastIndexOf('/') + 1)));
            }
        }
        return followed;
    }

    /**
     * Rounds of positions and rides, until the JIT compilers have little left to do: how long that takes differs between machines by
     * minutes. Returns the share of the services' CPU that they used in the last round.
     */
    private double warmedUp(Platform platform, LiveTraffic traffic, RideEffects effects) {
        int round = Math.min(warmUp, WARM_UP_ROUND_SECONDS);
        double compiling = 1;
        for (int spent = 0; spent < warmUp && compiling > COMPILED; spent += round) {
            compiling = platform.measure(() -> {
                        if (events > 0) {
                            effects.run(events, Duration.ofSeconds(round / 3));
                        }
                        return traffic.send(WARM_UP_RATE, round * 2.0 / 3);
                    })
                    .compiling();
            System.out.println("warming up: compilers take " + percent(compiling) + " of the services' CPU");
        }
        return compiling;
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    /** What each group of processes uses when nobody asks for anything, once little is compiled any more. */
    private void measureRest(Platform platform, LiveReport report) {
        platform.awaitQuiet();
        System.out.println("measuring: at rest");
        Measured<Duration> measured = atRest(platform);
        for (int look = 1; look < MOST_LOOKS_AT_REST && measured.compiling() > COMPILED; look++) {
            measured = atRest(platform);
        }
        report.atRest(measured.micros(seconds * MICROS_OF_A_PERCENT), measured.compiling());
    }

    private Measured<Duration> atRest(Platform platform) {
        return platform.used(() -> slept(Duration.ofSeconds(seconds)));
    }

    private static Duration slept(Duration length) {
        try {
            Thread.sleep(length);
            return length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private void measure(Platform platform, LiveTraffic traffic, int rate, LiveReport report) {
        System.out.println("measuring: " + rate + " positions a second");
        Measured<LiveTraffic.Seen> measured = platform.measure(() -> traffic.send(rate, seconds));
        LiveTraffic.Seen seen = measured.result();
        report.positions(rate, seen, measured.micros(seen.answers().done()));
    }

    /** Only what was measured long enough is worth keeping. */
    private void publish(List<String> report, double compiling) {
        if (events == 0 || seconds < SECONDS_TO_PUBLISH || warmUp < WARM_UP_TO_PUBLISH) {
            System.out.println("docs/performance.md is left as it is: that takes " + SECONDS_TO_PUBLISH
                    + " s of each load, rides, and up to " + WARM_UP_TO_PUBLISH + " s to warm up.");
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(Circumstances.here() + ", which the load shares with what is measured; " + rides
                + " rides under way, sockets on each: " + sockets + ", " + seconds
                + " s of each load after a warm-up, in whose last round the JIT compilers used " + percent(compiling)
                + " of the services' CPU.");
        lines.add("");
        lines.addAll(report);
        new PerformancePage(KilatHome.find().resolve("docs"), "live", "Live").write(lines);
        System.out.println("Written: docs/performance.md");
    }
}

package my.kilat.bench.lifecycle;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import my.kilat.bench.load.Connection;
import my.kilat.bench.load.Load;
import my.kilat.bench.page.Circumstances;
import my.kilat.bench.page.PerformancePage;
import my.kilat.bench.platform.Account;
import my.kilat.bench.platform.Measured;
import my.kilat.bench.platform.Platform;
import my.kilat.bench.platform.Units;
import my.kilat.bench.yardstick.Yardstick;
import my.kilat.launcher.place.Layout;
import my.kilat.local.KilatHome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kilat bench rides}. */
@Command(
        name = "rides",
        description = {
            "Measure creating, reading, listing, whole rides and positions through the gateway of the running platform.",
            "CPU is user and system time of the processes themselves, including the work on events that a unit causes."
        })
public final class RidesCommand implements Callable<Integer> {
    private static final int SECONDS_TO_PUBLISH = 8;

    /** It takes the JVMs minutes of load to compile what is busy; until then they compile on the time of the rides. */
    private static final int WARM_UP_TO_PUBLISH = 30;

    private static final int BOOKINGS_OF_A_LIST = 1_000;

    @Option(names = "--seconds", defaultValue = "10", description = "How long each load lasts (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--workers", defaultValue = "16", description = "Connections at once (${DEFAULT-VALUE}).")
    private int workers;

    @Option(names = "--warm-up", defaultValue = "60", description = "Seconds of each load before (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--units",
            split = ",",
            defaultValue = "CREATE,READ,LIST,RIDE,POSITION",
            description = "Which of ${COMPLETION-CANDIDATES}; reading and listing need what creating has stored.")
    private List<Baseline> chosen = List.of();

    private @Nullable Footprint stored;

    @Override
    public Integer call() throws IOException {
        Platform platform = Platform.running();
        Yardstick yardstick = Yardstick.measure(platform, Layout.of(KilatHome.find(), System.getenv()), workers);
        List<Account> owners = Account.register(platform, "owner", 2 * workers);
        List<Account> runners = Account.register(platform, "runner", workers);
        Units units = new Units(owners, runners);
        getRunnersReady(platform, units, owners, runners);
        Map<Baseline, Load.Unit> loads = new LinkedHashMap<>();
        loads.put(Baseline.CREATE, units::create);
        loads.put(Baseline.READ, units::read);
        loads.put(Baseline.LIST, lists(platform)::list);
        loads.put(Baseline.RIDE, units::ride);
        loads.put(Baseline.POSITION, units::position);
        loads.keySet().retainAll(chosen);
        List<RidesReport.Row> rows = new ArrayList<>();
        loads.forEach((unit, load) -> rows.add(measure(platform, unit, load)));
        RidesReport report =
                new RidesReport(yardstick, rows, stored, platform.cpu().residentBytes());
        List<String> lines = report.lines();
        System.out.println();
        lines.forEach(System.out::println);
        System.out.println();
        if (report.isSound()) {
            publish(lines);
        }
        return report.isSound() ? 0 : 1;
    }

    /** Each runner has a ride under way, so that positions become waypoints. */
    private static void getRunnersReady(Platform platform, Units units, List<Account> owners, List<Account> runners)
            throws IOException {
        try (Connection connection = new Connection(platform.gateway())) {
            for (int i = 0; i < runners.size(); i++) {
                units.underWay(connection, owners.get(i), runners.get(i));
            }
        }
    }

    /** An owner for each worker, with as many bookings as those of the older server had. */
    private Units lists(Platform platform) {
        Units units = new Units(Account.register(platform, "owner", workers), List.of());
        if (chosen.contains(Baseline.LIST)) {
            System.out.println("requesting " + BOOKINGS_OF_A_LIST + " bookings of each");
            new Load(platform.gateway(), workers, Duration.ofHours(1)).run(units::create, BOOKINGS_OF_A_LIST);
        }
        return units;
    }

    /** Each load is warmed up just before it is measured: what an earlier one left behind would be a part of the later ones. */
    private RidesReport.Row measure(Platform platform, Baseline unit, Load.Unit load) {
        if (warmUp > 0) {
            System.out.println("warming up: " + unit.words());
            new Load(platform.gateway(), workers, Duration.ofSeconds(warmUp)).run(load);
        }
        System.out.println("measuring: " + unit.words());
        Load run = new Load(platform.gateway(), workers, Duration.ofSeconds(seconds));
        platform.awaitQuiet();
        Footprint before = unit == Baseline.RIDE ? Footprint.of(platform) : null;
        Measured<Load.Result> measured = platform.measure(() -> run.run(load));
        long done = measured.result().done();
        if (measured.result().failed() > 0) {
            System.out.println("failed: " + measured.result().failed() + ", the first one "
                    + measured.result().problem());
        }
        if (before != null) {
            stored = Footprint.of(platform).since(before, done);
        }
        return new RidesReport.Row(unit, measured.result(), measured.micros(done));
    }

    /** Only what was measured long enough is worth keeping. */
    private void publish(List<String> report) {
        boolean whole = EnumSet.copyOf(chosen).size() == Baseline.values().length;
        if (!whole || seconds < SECONDS_TO_PUBLISH || warmUp < WARM_UP_TO_PUBLISH) {
            System.out.println("docs/performance.md is left as it is: that takes every unit, " + SECONDS_TO_PUBLISH
                    + " s of each, and " + WARM_UP_TO_PUBLISH + " s of each to warm up.");
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(Circumstances.here() + ", which the load shares with what is measured; " + workers + " connections, "
                + seconds + " s of each load after " + warmUp + " s to warm up.");
        lines.add("");
        lines.addAll(report);
        new PerformancePage(KilatHome.find().resolve("docs"), "rides", "Rides").write(lines);
        System.out.println("Written: docs/performance.md");
    }
}

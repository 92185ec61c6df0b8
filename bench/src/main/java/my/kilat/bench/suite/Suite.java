package my.kilat.bench.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import my.kilat.bench.BenchException;
import my.kilat.bench.Main;
import my.kilat.bench.gateway.peer.Stage;
import my.kilat.launcher.machine.ShutdownHook;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.screen.Words;
import my.kilat.local.KilatHome;

/**
 * All benches one after the other, each against a platform that is started for it beside whatever runs, with data of its own.
 * A bench that fails does not keep the others from running.
 */
public final class Suite {
    private final Layout layout;
    private final boolean quick;

    /**
     * Runs nothing yet.
     *
     * @param quick loads of a second or two, to see that all of it works; nothing is published
     */
    public Suite(boolean quick) {
        this.layout = Layout.of(KilatHome.find(), System.getenv());
        this.quick = quick;
    }

    /** What became of a bench. */
    private record Ended(String bench, boolean well, Duration took) {
        @Override
        public String toString() {
            return (well ? "✔ " : "✘ ") + bench + ", " + Words.age(took);
        }
    }

    /** Runs them; whether all went well. */
    public boolean run() {
        List<Ended> ended = new ArrayList<>();
        try (var platform = new OwnPlatform(layout);
                var _ = ShutdownHook.set("end-bench", platform::close)) {
            // Rides and positions share a platform: the second finds it warm.
            platform.start();
            ended.add(bench(platform, "rides", "--seconds=2", "--warm-up=3"));
            ended.add(bench(platform, "live", "--rates=25,500", "--seconds=2", "--warm-up=6"));
            platform.discard();
            // It fills databases that have to be empty.
            platform.start();
            ended.add(bench(platform, "growth", "--sizes=1000,10000", "--seconds=1"));
            platform.discard();
            ended.add(bench(platform, "gateway", "--seconds=1", "--rounds=1"));
        }
        System.out.println();
        ended.forEach(System.out::println);
        return ended.stream().allMatch(Ended::well);
    }

    private Ended bench(OwnPlatform platform, String name, String... quickly) {
        System.out.println("\n" + name + "\n");
        List<String> words = new ArrayList<>(List.of(name));
        if (quick) {
            words.addAll(List.of(quickly));
        }
        long began = System.nanoTime();
        boolean well;
        try {
            well = platform.bench(Stage.java(Main.class, words)) == 0;
        } catch (BenchException e) {
            System.err.println("✘ " + e.getMessage());
            well = false;
        }
        return new Ended(name, well, Duration.ofNanos(System.nanoTime() - began));
    }
}

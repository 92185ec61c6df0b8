package my.kilat.bench.lifecycle;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Cpu;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.local.KilatHome;

/** The running platform that is measured: where its gateway is, and which processes it is made of. */
final class Platform {
    static final String OURS = "Kilat";
    static final String POSTGRES = "PostgreSQL";
    static final String KAFKA = "Kafka";

    /** Of one processor; waiting for events alone takes some of it. */
    private static final double QUIET_SHARE = 0.3;

    private static final Duration QUIET_SAMPLE = Duration.ofMillis(500);
    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(2);

    private final InetSocketAddress gateway;
    private final Cpu cpu;

    private Platform(InetSocketAddress gateway, Cpu cpu) {
        this.gateway = gateway;
        this.cpu = cpu;
    }

    /** Finds the platform that {@code ./kilat up} has started. */
    static Platform running() {
        PlatformState state = PlatformState.read(Layout.of(KilatHome.find(), System.getenv()))
                .filter(found -> found.phase() == Phase.UP)
                .orElseThrow(
                        () -> new BenchException("Kilat is not up. Start it with limits that do not limit the bench:"
                                + " RATE_LIMIT_PER_MIN=100000000 ACCESS_LOG_PER_MILLE=0 ./kilat up -d"));
        Map<String, List<Long>> groups = new LinkedHashMap<>();
        for (Child child : state.children()) {
            ProcessHandle process =
                    child.living().orElseThrow(() -> new BenchException(child.name() + " is not running any more"));
            groups.computeIfAbsent(group(child.name()), _ -> new ArrayList<>()).add(process.pid());
        }
        return new Platform(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), state.ports().shifted(Component.GATEWAY.port())),
                new Cpu(groups));
    }

    private static String group(String process) {
        return switch (process) {
            case "postgres" -> POSTGRES;
            case "kafka", "zookeeper" -> KAFKA;
            default -> OURS;
        };
    }

    InetSocketAddress gateway() {
        return gateway;
    }

    Cpu cpu() {
        return cpu;
    }

    /** Waits until our services have worked off what the last load left them, events included. */
    void awaitQuiet() {
        long deadline = System.nanoTime() + QUIET_PATIENCE.toNanos();
        long before = ours();
        while (true) {
            pause();
            long after = ours();
            if (after - before < QUIET_SAMPLE.toNanos() / 1_000.0 * QUIET_SHARE) {
                return;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new BenchException("the services do not come to rest; something is being retried for ever");
            }
            before = after;
        }
    }

    private long ours() {
        return cpu.micros().values().stream().mapToLong(Long::longValue).sum();
    }

    private static void pause() {
        try {
            Thread.sleep(QUIET_SAMPLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}

package my.kilat.bench.platform;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Cpu;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Ports;
import my.kilat.local.KilatHome;
import my.kilat.local.LocalPostgres;

/** The running platform that is measured: where its gateway is, and which processes it is made of. */
public final class Platform {
    /** Gateway and services. */
    public static final String OURS = "Kilat";
    /** PostgreSQL with its backends. */
    public static final String POSTGRES = "PostgreSQL";
    /** Kafka with ZooKeeper. */
    public static final String KAFKA = "Kafka";

    /** Of one processor; waiting for events alone takes some of it. */
    private static final double QUIET_SHARE = 0.3;

    private static final Duration QUIET_SAMPLE = Duration.ofMillis(500);
    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(2);

    private final Ports ports;
    private final Map<String, List<Long>> groups;
    private final Cpu cpu;
    private final OptionalInt postgresPort;

    private Platform(Ports ports, Map<String, List<Long>> groups, OptionalInt postgresPort) {
        this.ports = ports;
        this.groups = groups;
        this.cpu = new Cpu(groups);
        this.postgresPort = postgresPort;
    }

    /** Finds the platform that {@code ./kilat up} has started. */
    public static Platform running() {
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
                state.ports(),
                groups,
                state.part("postgres")
                        .filter(part -> !part.external())
                        .map(part -> OptionalInt.of(part.port()))
                        .orElse(OptionalInt.empty()));
    }

    private static String group(String process) {
        return switch (process) {
            case "postgres" -> POSTGRES;
            case "kafka", "zookeeper" -> KAFKA;
            default -> OURS;
        };
    }

    /** Where the gateway listens. */
    public InetSocketAddress gateway() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port(Component.GATEWAY));
    }

    /** The port on which a component listens. */
    public int port(Component component) {
        return ports.shifted(component.port());
    }

    /** The bytes of all reachable objects of gateway and services; stops them for the time of two full collections. */
    public long reachableBytes() {
        return Heap.reachableBytes(groups.getOrDefault(OURS, List.of()));
    }

    /** What the processes use. */
    public Cpu cpu() {
        return cpu;
    }

    /**
     * The port of its PostgreSQL.
     *
     * @throws BenchException if its PostgreSQL is another's
     */
    public int postgresPort() {
        return postgresPort.orElseThrow(() -> new BenchException(
                "This bench fills or reads databases, and does so only in a PostgreSQL that ./kilat up started."));
    }

    /**
     * Opens a connection to a database of the platform as superuser.
     *
     * @throws BenchException if its PostgreSQL is another's
     */
    public Connection connect(String database) {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://" + LocalPostgres.HOST + ":" + postgresPort() + "/" + database,
                    LocalPostgres.USER,
                    LocalPostgres.PASSWORD);
        } catch (SQLException e) {
            throw new BenchException(database + " cannot be reached: " + e.getMessage(), e);
        }
    }

    /** Puts a load on the platform at rest, and ends when the platform has come to rest again. */
    public <T> Measured<T> measure(Supplier<T> load) {
        awaitQuiet();
        return used(() -> {
            T result = load.get();
            awaitQuiet();
            return result;
        });
    }

    /** What the processes use while something is done. */
    public <T> Measured<T> used(Supplier<T> work) {
        Map<String, Long> compilersBefore = cpu.compilerMicros(OURS);
        Map<String, Long> before = cpu.micros();
        T result = work.get();
        Map<String, Long> used = new LinkedHashMap<>();
        cpu.micros().forEach((group, after) -> used.put(group, after - before.getOrDefault(group, 0L)));
        long compilers = cpu.compilerMicros(OURS).entrySet().stream()
                .mapToLong(thread -> thread.getValue() - compilersBefore.getOrDefault(thread.getKey(), 0L))
                .sum();
        return new Measured<>(result, used, (double) compilers / Math.max(1, used.getOrDefault(OURS, 0L)));
    }

    /** Waits until our services have worked off what the last load left them, events included. */
    public void awaitQuiet() {
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

package my.kilat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** A single Kafka broker, with ZooKeeper or without (KRaft). Topics have to be created explicitly. */
public final class LocalKafka implements LocalServer {
    private static final String NAME = "Kafka";

    private final Path home;
    private final Path log;
    private final BrokerJvm jvm;
    private final @Nullable LocalZooKeeper zooKeeper;
    private final Purpose purpose;
    private final @Nullable SecuredListeners secured;
    private int port;

    /** The use of a broker: permanent, for tests, or for training its AOT cache. */
    private enum Purpose {
        LASTING,
        THROWAWAY,
        LEARNING
    }

    private LocalKafka(Path home, int port, Path log, @Nullable LocalZooKeeper zooKeeper, Purpose purpose) {
        this(home, port, log, zooKeeper, purpose, null);
    }

    private LocalKafka(
            Path home,
            int port,
            Path log,
            @Nullable LocalZooKeeper zooKeeper,
            Purpose purpose,
            @Nullable SecuredListeners secured) {
        this.secured = secured;
        this.home = home.toAbsolutePath();
        this.port = port;
        this.log = log;
        this.zooKeeper = zooKeeper;
        this.purpose = purpose;
        this.jvm = new BrokerJvm(name(), home, log, purpose == Purpose.LEARNING);
    }

    /**
     * A broker that registers with ZooKeeper. Both may be launched at once: the broker waits for it.
     *
     * @param home its directory
     * @param port its port; 0 for a free one
     * @param log the file for its messages
     * @param zooKeeper used by this broker only
     */
    public static LocalKafka withZooKeeper(Path home, int port, Path log, LocalZooKeeper zooKeeper) {
        return new LocalKafka(home, port, log, zooKeeper, Purpose.LASTING);
    }

    /**
     * A broker that is its own controller.
     *
     * @param home its directory
     * @param port its port; 0 for a free one
     * @param log the file for its messages
     */
    public static LocalKafka kraft(Path home, int port, Path log) {
        return new LocalKafka(home, port, log, null, Purpose.LASTING);
    }

    /** A broker with ZooKeeper whose JVM writes its AOT cache when it is stopped. */
    public static LocalKafka learning(Path home, int port, Path log, LocalZooKeeper zooKeeper) {
        return new LocalKafka(home, port, log, zooKeeper, Purpose.LEARNING);
    }

    /** The AOT cache of its JVM. */
    public static AotCache cache() {
        return BrokerJvm.cache(NAME);
    }

    /** A broker for tests: its own controller, on a free port, optimised for a fast start. */
    public static LocalKafka throwaway(Path home) {
        return new LocalKafka(home, 0, home.resolveSibling(home.getFileName() + ".log"), null, Purpose.THROWAWAY);
    }

    /** A broker for tests with listeners of every protocol besides the plain one. */
    static LocalKafka secured(Path home, SecuredListeners listeners) {
        return new LocalKafka(
                home, 0, home.resolveSibling(home.getFileName() + ".log"), null, Purpose.THROWAWAY, listeners);
    }

    /** The listeners besides the plain one. */
    public SecuredListeners listeners() {
        if (secured == null) {
            throw new IllegalStateException("this broker has the plain listener only");
        }
        return secured;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public synchronized int port() {
        return port;
    }

    /** The address for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public PidFile pidFile() {
        return jvm.pidFile();
    }

    @Override
    public OptionalLong pid() {
        return jvm.pid();
    }

    @Override
    public synchronized void launch() {
        if (isRunning()) {
            return;
        }
        if (port == 0) {
            port = FreePort.next();
        }
        Optional<LocalZooKeeper> registry = Optional.ofNullable(zooKeeper);
        Path settings = home.resolve("server.properties");
        try {
            Files.createDirectories(home.resolve("data"));
            Files.writeString(
                    settings,
                    registry.map(one -> KafkaSettings.withZooKeeper(port, one.port()))
                            .orElseGet(this::kraftSettings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var flags = new ArrayList<>(List.of("-Xms64m", "-Xmx256m"));
        if (purpose == Purpose.THROWAWAY) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        if (purpose == Purpose.LEARNING) {
            // On Kafka's own jars alone, which do not change with every build.
            jvm.launch(flags, BrokerMain.KAFKA, List.of(settings.toString()));
            return;
        }
        jvm.launch(
                flags,
                BrokerMain.class.getName(),
                registry.map(one -> List.of(settings.toString(), "127.0.0.1:" + one.port()))
                        .orElseGet(() -> List.of(settings.toString())));
    }

    private String kraftSettings() {
        int controller = FreePort.next();
        String settings = KafkaSettings.kraft(port, controller);
        return secured == null ? settings : settings + secured.settings(port, controller);
    }

    @Override
    public void awaitReady() {
        jvm.awaitReady(this::serves);
    }

    @Override
    public String howItEnded() {
        return jvm.howItEnded();
    }

    @Override
    public String ending() {
        return jvm.ending();
    }

    @Override
    public void endLeftover() {
        jvm.endLeftover();
    }

    @Override
    public void stop() {
        jvm.stop();
    }

    @Override
    public void kill() {
        jvm.kill();
    }

    @Override
    public void pause() {
        jvm.pause();
    }

    @Override
    public void resume() {
        jvm.resume();
    }

    private boolean serves() {
        // A client whose connection is refused writes that to the log of this JVM; a plain connection does not.
        if (!FreePort.isAnswering(port())) {
            return false;
        }
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        try (Admin admin = Admin.create(settings)) {
            var cluster = admin.describeCluster();
            boolean there = !cluster.nodes().get(5, TimeUnit.SECONDS).isEmpty()
                    && !cluster.controller().get(5, TimeUnit.SECONDS).isEmpty();
            admin.close(Duration.ZERO);
            return there;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServerException("Interrupted while Kafka started.", e);
        }
    }
}

package my.kilat.acceptance.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.service.ServicesMain;
import my.kilat.local.ChildProcess;
import my.kilat.local.FreePort;
import my.kilat.local.KilatHome;
import my.kilat.local.LocalKafka;
import my.kilat.local.PidFile;
import my.kilat.local.TestPostgres;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import org.awaitility.Awaitility;

/** The platform in processes of its own, which can be killed, with a PostgreSQL and a broker of its own. */
public final class KilatProcesses implements AutoCloseable {
    /** Every service and the gateway. */
    public static final List<String> ALL =
            Arrays.stream(Component.values()).map(Component::shortName).toList();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestPostgres postgres = TestServers.newPostgres();
    private LocalKafka kafka = TestServers.newKafka();
    private final int offset = freeOffset();
    private final Path directory;
    private final Map<String, List<String>> services;
    private final List<String> flags;
    private final Map<String, String> settings;
    private final Map<String, ChildProcess> processes = new HashMap<>();

    /**
     * Starts the processes, and waits until all that they run is ready.
     *
     * @param services what each process runs, by the name of the process
     * @param flags of their JVMs
     */
    public KilatProcesses(Map<String, List<String>> services, List<String> flags) {
        this(services, flags, Map.of());
    }

    /**
     * The same with some settings of its own.
     *
     * @param settings variables of the environment of every process
     */
    public KilatProcesses(Map<String, List<String>> services, List<String> flags, Map<String, String> settings) {
        this.services = services;
        this.flags = flags;
        this.settings = settings;
        try {
            directory = Files.createTempDirectory("kilat-processes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres.server().run(KilatHome.find().resolve("infrastructure/infra/init-databases.sql"));
        services.keySet().forEach(this::start);
        awaitReady();
    }

    /** Two processes: one for that service, named after it, and one of this name for all the others. */
    public static Map<String, List<String>> apart(String service, String others) {
        return Map.of(
                service,
                List.of(service),
                others,
                ALL.stream().filter(other -> !other.equals(service)).toList());
    }

    private static int freeOffset() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(2_000, 20_000))
                .filter(offset -> IntStream.concat(
                                IntStream.of(Component.MANAGEMENT_PORT),
                                Arrays.stream(Component.values()).mapToInt(Component::port))
                        .allMatch(port -> FreePort.isFree(port + offset)))
                .findFirst()
                .orElseThrow();
    }

    /** Starts a process, again after it was killed. */
    public void start(String name) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServicesMain.class.getName()));
        command.addAll(services.get(name));
        processes.put(
                name,
                ChildProcess.start(
                        command,
                        environment(),
                        directory,
                        directory.resolve(name + ".log"),
                        new PidFile(directory.resolve(name + ".pid"))));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "APP_ENV",
                "development",
                ServicesMain.PORT_OFFSET,
                Integer.toString(offset),
                "DB_HOST",
                "127.0.0.1",
                "DB_PORT",
                Integer.toString(postgres.server().port()),
                "DB_POOL_MAX",
                "8",
                "KAFKA_BROKERS",
                kafka.bootstrapServers(),
                "RATE_LIMIT_PER_MIN",
                "1000000",
                "ACCESS_LOG_PER_MILLE",
                "0"));
        Component.services()
                .forEach(service ->
                        environment.put(service.addressSetting(), "http://127.0.0.1:" + (service.port() + offset)));
        environment.putAll(settings);
        return environment;
    }

    /** Ends a process the way a power cut does. */
    public void kill(String name) {
        processes.get(name).kill();
    }

    /** Waits until the gateway finds every service healthy, and each is ready. */
    public void awaitReady() {
        Awaitility.await("the platform")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .failFast(() -> {
                    processes.forEach((name, process) -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException(name + " " + process.howItEnded());
                        }
                    });
                })
                .until(() -> Arrays.stream(Component.values())
                        .allMatch(each ->
                                answers(each.port() + offset, each.isGateway() ? "/health" : each.healthPath())));
    }

    private static boolean answers(int port, String path) {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                            .timeout(Duration.ofSeconds(3))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until a path of a service answers 200. */
    public void awaitAnswers(String service, String path) {
        Awaitility.await(path + " of " + service)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> answers(port(service), path));
    }

    /** Ends the broker and puts an empty one in its place, for processes that are started from now on. */
    public void replaceKafka() {
        kafka.kill();
        kafka = TestServers.newKafka();
    }

    /** A client of the gateway, without a token. */
    public ApiClient gateway() {
        return ApiClient.at(gatewayPort());
    }

    /** The port of the gateway. */
    public int gatewayPort() {
        return Component.GATEWAY.port() + offset;
    }

    /** The platform, for whoever only calls it. */
    public Kilat kilat() {
        return Kilat.at(ALL.stream().collect(Collectors.toMap(service -> service, this::port)));
    }

    /** The port of a service. */
    public int port(String service) {
        return Component.find(service).orElseThrow().port() + offset;
    }

    /** What a process has logged so far. */
    public String log(String name) {
        try {
            return Files.readString(directory.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a process lives. */
    public boolean isAlive(String name) {
        return processes.get(name).isAlive();
    }

    /** The process id of a process. */
    public long pid(String name) {
        return processes.get(name).pid();
    }

    /** The broker. */
    public LocalKafka kafka() {
        return kafka;
    }

    /** A number out of the database of a service. */
    public long count(String service, String sql) {
        try (Connection connection = postgres.server()
                        .connect(Component.find(service)
                                .flatMap(Component::database)
                                .orElseThrow());
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        processes.values().forEach(ChildProcess::kill);
        kafka.kill();
        postgres.server().kill();
    }
}

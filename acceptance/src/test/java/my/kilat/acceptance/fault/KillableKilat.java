package my.kilat.acceptance.fault;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
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

/** The platform in processes that can be killed: payment in one, everything else in another; a broker of its own as well. */
final class KillableKilat implements AutoCloseable {
    /** The process of the payment service. */
    static final String PAYMENT = "payment";

    /** The process of the gateway and the other services. */
    static final String OTHERS = "others";

    private static final Map<String, List<String>> SERVICES = Map.of(
            PAYMENT, List.of("payment"),
            OTHERS, List.of("gateway", "identity", "booking", "runner", "tracking", "notification"));
    private static final List<Integer> PORTS = List.of(8080, 8001, 8002, 8003, 8004, 8005, 8006, 9080);

    private final TestPostgres postgres = TestServers.newPostgres();
    private final LocalKafka kafka = TestServers.newKafka();
    private final int offset = freeOffset();
    private final Path directory;
    private final Map<String, ChildProcess> processes = new HashMap<>();

    KillableKilat() {
        try {
            directory = Files.createTempDirectory("kilat-fault");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres.server().run(KilatHome.find().resolve("infrastructure/infra/init-databases.sql"));
        start(OTHERS);
        start(PAYMENT);
        awaitReady();
    }

    private static int freeOffset() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(2_000, 20_000))
                .filter(offset -> PORTS.stream().allMatch(port -> FreePort.isFree(port + offset)))
                .findFirst()
                .orElseThrow();
    }

    /** Starts a process, again after it was killed. */
    void start(String name) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ServicesMain.class.getName()));
        command.addAll(SERVICES.get(name));
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
        Map.of(
                        "IDENTITY",
                        8004,
                        "BOOKING",
                        8001,
                        "PAYMENT",
                        8002,
                        "RUNNER",
                        8003,
                        "TRACKING",
                        8005,
                        "NOTIFICATION",
                        8006)
                .forEach((name, port) -> environment.put("UPSTREAM_" + name, "http://127.0.0.1:" + (port + offset)));
        return environment;
    }

    /** Ends a process the way a power cut does. */
    void kill(String name) {
        processes.get(name).kill();
    }

    /** Waits until the gateway finds every service healthy, and each is ready. */
    void awaitReady() {
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
                .until(() -> PORTS.stream()
                        .filter(port -> port < 9000)
                        .allMatch(port -> answers(port + offset, port == 8080 ? "/health" : "/readiness")));
    }

    private static boolean answers(int port, String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
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

    ApiClient gateway() {
        return ApiClient.at(gatewayPort());
    }

    int gatewayPort() {
        return 8080 + offset;
    }

    int paymentPort() {
        return 8002 + offset;
    }

    LocalKafka kafka() {
        return kafka;
    }

    /** A number out of the database of a service. */
    long count(String service, String sql) {
        try (Connection connection = postgres.server().connect("kilat_" + service);
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

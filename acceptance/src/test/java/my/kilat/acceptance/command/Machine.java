package my.kilat.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import my.kilat.acceptance.platform.ShortLived;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.Kilat;
import my.kilat.launcher.demo.DemoCommand;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Ports;
import my.kilat.local.Directories;
import my.kilat.local.FreePort;
import my.kilat.local.KilatHome;
import my.kilat.local.LocalPostgres;
import my.kilat.local.PidFile;
import my.kilat.local.Processes;
import my.kilat.platform.fixture.ApiClient;
import picocli.CommandLine;

/** A place of its own for one platform, with the kilat command as a person has it: a process that says things and ends. */
final class Machine implements AutoCloseable {
    private static final int HIGHEST_OF_OURS = 9_092;
    /** How the kernel's tables call a socket that listens. */
    private static final String LISTEN = "0A";

    private final Layout layout;
    private final Ports ports;

    Machine() throws IOException {
        Path state = Files.createTempDirectory("kilat-up-");
        // The user postgres passes through it.
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        layout = new Layout(KilatHome.find(), state);
        ports = freePorts();
    }

    /** What a command answered. */
    record Answer(int code, String words) {}

    Answer kilat(String... words) {
        return kilat(Map.of(), words);
    }

    Answer kilat(Map<String, String> settings, String... words) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ShortLived.COMPILER,
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Kilat.class.getName()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KILAT_JAVA_OPTS", ShortLived.COMPILER);
        builder.environment().putAll(settings);
        builder.environment().put("KILAT_STATE", layout.state().toString());
        builder.environment().put("KILAT_HOME", layout.home().toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said;
            try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
                said = reader.readAllAsString();
            }
            return new Answer(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer up(String... options) {
        var words = new ArrayList<>(List.of("up", "-d", "--port-offset", Integer.toString(ports.offset())));
        words.addAll(List.of(options));
        return kilat(words.toArray(String[]::new));
    }

    /** Rides of a demo, and its exit code. */
    CompletableFuture<Integer> demo(int bookings) {
        return CompletableFuture.supplyAsync(() -> new CommandLine(new DemoCommand())
                .execute(
                        "--bookings", "" + bookings,
                        "--runners", "4",
                        "--url", "http://127.0.0.1:" + ports.shifted(Component.GATEWAY.port()),
                        "--payment-url", "http://127.0.0.1:" + ports.shifted(Component.PAYMENT.port())));
    }

    /** Until so many bookings have got as far as that or further, so that none is missed that goes on at once. */
    void awaitBookings(BookingStatus status, int least) {
        String sql = "select count(*) from booking where status in ("
                + Stream.of(BookingStatus.values())
                        .filter(each -> each != BookingStatus.CANCELLED && each.compareTo(status) >= 0)
                        .map(each -> "'" + each.word() + "'")
                        .collect(Collectors.joining(", "))
                + ")";
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (Connection connection = DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/kilat_booking",
                            LocalPostgres.USER,
                            LocalPostgres.PASSWORD);
                    ResultSet result = connection.createStatement().executeQuery(sql)) {
                return result.next() && result.getLong(1) >= least;
            }
        });
    }

    /**
     * Until the command says that all is well. It is asked only once everything answers: on a machine with two processors a JVM
     * for each question takes the time from those that are starting.
     */
    void awaitHealth() {
        await("everything answers").atMost(Duration.ofSeconds(120)).until(this::answers);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> {
                    Answer status = kilat("status");
                    assertThat(status.code()).as(status.words()).isZero();
                });
    }

    private boolean answers() {
        return state().phase() == Phase.UP
                && Arrays.stream(Component.values()).allMatch(each -> {
                    try {
                        String path = each == Component.GATEWAY ? "/health" : "/readiness";
                        return ApiClient.at(ports.shifted(each.port()))
                                        .get(path)
                                        .status()
                                == 200;
                    } catch (UncheckedIOException notYet) {
                        return false;
                    }
                });
    }

    /** Logged in to the console by the link that the command prints. */
    ApiClient console() {
        String link = kilat("console").words();
        ApiClient gateway = ApiClient.at(ports.shifted(Component.GATEWAY.port()));
        String cookie = gateway.post(
                        "/api/v1/console/login/link",
                        Map.of(
                                "token",
                                link.substring(link.indexOf("#link=") + 6).strip()))
                .expect(200)
                .header("Set-Cookie");
        ApiClient console = gateway.with("Cookie", cookie.substring(0, cookie.indexOf(';')));
        return console.with(
                "X-CSRF-Token",
                console.get("/api/v1/console/session")
                        .expect(200)
                        .data()
                        .path("csrf_token")
                        .asText());
    }

    /** How often a process has died so far. */
    int deaths(String name) {
        return state().child(name).orElseThrow().deaths();
    }

    ServerSocket take(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
    }

    Layout layout() {
        return layout;
    }

    Ports ports() {
        return ports;
    }

    PlatformState state() {
        return PlatformState.read(layout).orElseThrow();
    }

    ProcessHandle supervisor() {
        return new PidFile(layout.pidFile("supervisor")).living().orElseThrow();
    }

    ProcessHandle child(String name) {
        return state().child(name).flatMap(Child::living).orElseThrow();
    }

    /** The supervisor and all that it started. */
    List<ProcessHandle> everything() {
        return Stream.concat(
                        Stream.of(supervisor()),
                        state().children().stream()
                                .flatMap(child -> child.living().stream())
                                .flatMap(process -> Processes.tree(process).stream()))
                .toList();
    }

    /**
     * The addresses on which they listen, such as {@code 0.0.0.0:8080}, as the kernel tells; those of IPv6 sockets in
     * brackets.
     */
    List<String> listening() throws IOException {
        var sockets = new HashSet<String>();
        for (ProcessHandle process : everything()) {
            try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
                for (Path file : files.toList()) {
                    try {
                        sockets.add(Files.readSymbolicLink(file).toString());
                    } catch (IOException closedMeanwhile) {
                        // Then it is no socket that listens.
                    }
                }
            }
        }
        var addresses = new ArrayList<String>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[3].equals(LISTEN) && sockets.contains("socket:[" + fields[9] + "]")) {
                    addresses.add(address(fields[1]));
                }
            }
        }
        return addresses;
    }

    /** An address of the kernel's tables: words of four bytes, each backwards. */
    private static String address(String hex) throws IOException {
        String[] parts = hex.split(":");
        byte[] bytes = HexFormat.of().parseHex(parts[0]);
        for (int word = 0; word < bytes.length; word += 4) {
            for (int i = 0; i < 2; i++) {
                byte left = bytes[word + i];
                bytes[word + i] = bytes[word + 3 - i];
                bytes[word + 3 - i] = left;
            }
        }
        // An IPv4 address in IPv6 clothes becomes one of IPv4 here.
        String text = InetAddress.getByAddress(bytes).getHostAddress();
        return (text.contains(":") ? "[" + text + "]" : text) + ":" + Integer.parseInt(parts[1], 16);
    }

    static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> Processes.awaitEnd(process, Duration.ofSeconds(10)));
    }

    @Override
    public void close() {
        kilat("down", "-v");
        Directories.delete(layout.state());
    }

    private static Ports freePorts() {
        while (true) {
            var ports = new Ports(ThreadLocalRandom.current().nextInt(11_000, 22_000));
            IntStream all = IntStream.concat(
                    IntStream.of(ports.zooKeeper(), ports.postgres(), ports.kafka(), ports.management()),
                    Arrays.stream(Component.values()).mapToInt(each -> ports.shifted(each.port())));
            if (ports.shifted(HIGHEST_OF_OURS) < 32_000 && all.allMatch(FreePort::isFree)) {
                return ports;
            }
        }
    }
}

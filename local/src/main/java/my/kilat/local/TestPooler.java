package my.kilat.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PgBouncer for tests, in front of a PostgreSQL for tests, with all its databases under their own names. */
public final class TestPooler implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PostgresUser user = new PostgresUser();
    private final Path home;
    private final int port = FreePort.next();
    private final ChildProcess process;

    TestPooler(Path home, Path program, LocalPostgres server, Map<String, String> settings) {
        this.home = home;
        user.makeDirectory(home);
        user.makeFile(home.resolve("users"), "\"" + LocalPostgres.USER + "\" \"" + LocalPostgres.PASSWORD + "\"\n");
        user.makeFile(home.resolve("pgbouncer.ini"), configuration(server, settings));
        process = ChildProcess.start(
                user.run(List.of(
                        program.toString(), home.resolve("pgbouncer.ini").toString())),
                Map.of(),
                home,
                home.resolveSibling(home.getFileName() + ".log"),
                new PidFile(home.resolveSibling(home.getFileName() + ".pid")));
    }

    /** The path of the program, if it is installed. */
    public static Optional<Path> program() {
        return Stream.concat(
                        Stream.of("/usr/sbin", "/usr/bin", "/opt/homebrew/bin", "/usr/local/bin"),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private String configuration(LocalPostgres server, Map<String, String> settings) {
        var all = new TreeMap<>(Map.of(
                "listen_addr", LocalPostgres.HOST,
                "listen_port", Integer.toString(port),
                "unix_socket_dir", "",
                "auth_type", "scram-sha-256",
                "auth_file", home.resolve("users").toString(),
                "pool_mode", "transaction",
                "ignore_startup_parameters", "extra_float_digits"));
        all.putAll(settings);
        var text = new StringBuilder(
                "[databases]\n* = host=" + LocalPostgres.HOST + " port=" + server.port() + "\n\n[pgbouncer]\n");
        all.forEach(
                (name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        return text.toString();
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Waits until a client can connect to this database. */
    void awaitReady(String database) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var connection = DriverManager.getConnection(
                    "jdbc:postgresql://" + LocalPostgres.HOST + ":" + port + "/" + database,
                    LocalPostgres.USER,
                    LocalPostgres.PASSWORD)) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new LocalServerException("PgBouncer does not answer. It said:\n" + process.tail(), notYet);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalServerException("Interrupted while PgBouncer started.", e);
            }
        }
    }

    /** Kills it, like a power failure. */
    @Override
    public void close() {
        process.kill();
    }
}

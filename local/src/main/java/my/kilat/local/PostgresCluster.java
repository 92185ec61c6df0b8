package my.kilat.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a PostgreSQL cluster: creates them, and reads which server uses them. */
final class PostgresCluster {
    private static final Duration TIME_TO_END = Duration.ofSeconds(20);
    private static final int STATUS_LINE = 7;
    private static final String SOCKET_LOCKS = ".s.PGSQL.*.lock";

    private final PostgresUser user;
    private final Path home;
    private final Path data;
    private final Path lock;
    private final Path socket;

    PostgresCluster(PostgresUser user, Path home) {
        this.user = user;
        this.home = home;
        this.data = home.resolve("data");
        this.lock = data.resolve("postmaster.pid");
        this.socket = home.resolve("socket");
    }

    /** The directory of its Unix socket. */
    Path socket() {
        return socket;
    }

    Path data() {
        return data;
    }

    boolean exists() {
        return Files.isDirectory(data);
    }

    /** Creates the cluster with its superuser. It is renamed to its final name only when complete. */
    void create(PostgresBinaries binaries, boolean throwaway) {
        Path draft = home.resolve("data.new");
        Path password = home.resolve("password");
        Directories.delete(draft);
        user.makeFile(password, LocalPostgres.PASSWORD + "\n");
        var command = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "--pgdata=" + draft,
                "--username=" + LocalPostgres.USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=" + CleanEnvironment.LOCALE,
                "--lc-messages=C"));
        if (throwaway) {
            command.add("--no-sync");
        }
        try {
            Commands.run("initdb", user.run(command), home, Map.of());
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(password);
        } catch (IOException e) {
            throw new LocalServerException("Could not make a PostgreSQL cluster in " + home + ": " + e, e);
        }
    }

    /** Its main server process according to its PID file, if that is alive. */
    Optional<ProcessHandle> server() {
        List<String> lines = lock();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(Processes::isAlive)
                    .filter(this::servesUs);
        } catch (NumberFormatException torn) {
            return Optional.empty();
        }
    }

    /** Whether the server reports that it accepts connections. */
    boolean isReady() {
        List<String> lines = lock();
        return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).startsWith("ready");
    }

    /** Ends a server that an earlier parent left running here, and removes the lock files of one that died. */
    void endLeftover() {
        server().ifPresent(leftover -> {
            Processes.resume(Processes.tree(leftover));
            stop(leftover);
        });
        // Another process may have got the id in them, and PostgreSQL would refuse to start.
        remove(lock);
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(socket, SOCKET_LOCKS)) {
            locks.forEach(PostgresCluster::remove);
        } catch (NotDirectoryException | NoSuchFileException none) {
            // There has been no server yet.
        } catch (IOException e) {
            throw new LocalServerException("Could not list the stale locks of PostgreSQL in " + socket + ".", e);
        }
    }

    private static void remove(Path lock) {
        try {
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            throw new LocalServerException("Could not remove the stale lock of PostgreSQL, " + lock + ".", e);
        }
    }

    /** Stops a server with a fast shutdown: sessions are aborted, and all data is written. */
    static void stop(ProcessHandle server) {
        Processes.signal("INT", List.of(server));
        if (!Processes.awaitEnd(server, TIME_TO_END)) {
            Processes.killTree(server);
        }
    }

    private boolean servesUs(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                .isPresent();
    }

    private List<String> lock() {
        try {
            return Files.readAllLines(lock, StandardCharsets.ISO_8859_1);
        } catch (IOException none) {
            return List.of();
        }
    }
}

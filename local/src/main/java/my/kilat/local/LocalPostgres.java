package my.kilat.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A private PostgreSQL cluster. It listens on 127.0.0.1 and on a socket in its own directory; its super-user is
 * {@code kilat} with the password {@code kilat_secret}. The directory is made at the first start; a cluster that
 * crashed, or whose owner did, recovers at the next.
 */
public final class LocalPostgres implements LocalServer {
    public static final String HOST = "127.0.0.1";
    public static final String USER = "kilat";
    public static final String PASSWORD = "kilat_secret";

    /** The longest path that a Unix socket may have, with some room for the name of the file. */
    private static final int LONGEST_SOCKET_DIRECTORY = 85;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 20;

    private final PostgresUser user = new PostgresUser();
    private final Path home;
    private final Path data;
    private final Path socket;
    private final Path log;
    private final PidFile pidFile;
    private final boolean throwaway;
    private final boolean anyPort;
    private int port;
    private @Nullable ChildProcess process;

    private LocalPostgres(Path home, int port, Path log, boolean throwaway) {
        this.home = home.toAbsolutePath();
        this.data = this.home.resolve("data");
        this.socket = this.home.resolve("socket");
        this.pidFile = new PidFile(this.home.resolveSibling(this.home.getFileName() + ".pid"));
        this.log = log;
        this.throwaway = throwaway;
        this.anyPort = port == 0;
        this.port = port;
    }

    /**
     * A cluster whose data is meant to stay: what is committed is on the disk.
     *
     * @param home its directory
     * @param port its port; 0 for a free one
     * @param log the file for its messages
     */
    public static LocalPostgres durable(Path home, int port, Path log) {
        return new LocalPostgres(home, port, log, false);
    }

    /**
     * A cluster for tests, on a free port: what is committed survives the death of the server, but not that of the
     * machine.
     */
    public static LocalPostgres throwaway(Path home) {
        return new LocalPostgres(home, 0, home.resolveSibling(home.getFileName() + ".log"), true);
    }

    /**
     * Whether the user that will run PostgreSQL can get to this directory. When we are root that user is
     * {@code postgres}, who may not look into, for instance, {@code /root}.
     */
    public static boolean canLiveIn(Path directory) {
        return new PostgresUser().canReach(directory);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public synchronized int port() {
        return port;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public synchronized OptionalLong pid() {
        ChildProcess running = process;
        return running != null && running.isAlive() ? OptionalLong.of(running.pid()) : OptionalLong.empty();
    }

    @Override
    public boolean isRunning() {
        return pid().isPresent();
    }

    /** Whether there is a cluster in the directory already. */
    public boolean exists() {
        return Files.isDirectory(data);
    }

    /** How JDBC reaches a database of this cluster; user and password are not part of it. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + database;
    }

    /** A connection as super-user. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, PASSWORD);
    }

    @Override
    public synchronized void launch() {
        if (isRunning()) {
            return;
        }
        PostgresBinaries binaries = PostgresBinaries.require();
        user.makeDirectory(home);
        user.makeDirectory(socket);
        if (!user.canReach(home)) {
            throw new LocalServerException("PostgreSQL cannot run in " + home
                    + ": the user postgres may not pass through the directories above it.");
        }
        if (!exists()) {
            createCluster(binaries);
        }
        endLeftover();
        if (port == 0) {
            port = FreePort.next();
        }
        var command = new ArrayList<String>();
        command.add(binaries.program("postgres"));
        command.addAll(List.of("-D", data.toString()));
        PostgresSettings.of(port, socketSetting(), throwaway)
                .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        process = ChildProcess.start(user.run(command), Map.of(), home, log, pidFile);
    }

    @Override
    public synchronized void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int attempt = 1;
        while (!isReady()) {
            ChildProcess running = process;
            if (running == null) {
                throw new LocalServerException("PostgreSQL has not been launched.");
            }
            if (!running.isAlive()) {
                if (++attempt > ATTEMPTS || !mayTryAgain(running.tail())) {
                    throw failure("PostgreSQL ended while it started.", running);
                }
                pause(Duration.ofMillis(250));
                launch();
            } else if (System.nanoTime() > deadline) {
                throw failure("PostgreSQL was not ready within " + PATIENCE.toSeconds() + " s.", running);
            }
            pause(Duration.ofMillis(20));
        }
    }

    /**
     * Runs a script of {@code psql}, for instance {@code infrastructure/infra/init-databases.sql}, as super-user.
     *
     * @throws LocalServerException when a statement fails; the message holds what psql said
     */
    public void run(Path script) {
        PostgresBinaries binaries = PostgresBinaries.require();
        var builder = new ProcessBuilder(
                        binaries.program("psql"),
                        "--no-psqlrc",
                        "--quiet",
                        "--set=ON_ERROR_STOP=1",
                        "--host=" + HOST,
                        "--port=" + port(),
                        "--username=" + USER,
                        "--dbname=postgres",
                        "--file=" + script.toAbsolutePath())
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", PASSWORD);
        String output = complete(builder, "psql");
        if (!output.isBlank()) {
            throw new LocalServerException(script.getFileName() + " did not run cleanly:\n" + output.strip());
        }
    }

    @Override
    public synchronized void stop() {
        ChildProcess running = process;
        if (running == null) {
            return;
        }
        if (running.isAlive()) {
            // SIGINT is PostgreSQL's "fast": it breaks off what clients do, and writes everything down.
            resume();
            ChildProcess.signal("INT", List.of(server(running)));
            if (!ChildProcess.waitFor(running.handle(), Duration.ofSeconds(20))) {
                running.kill();
            }
        }
        pidFile.delete();
        process = null;
    }

    @Override
    public synchronized void kill() {
        ChildProcess running = process;
        if (running != null) {
            running.kill();
            process = null;
        }
    }

    @Override
    public synchronized void pause() {
        signalAll("STOP");
    }

    @Override
    public synchronized void resume() {
        signalAll("CONT");
    }

    private void signalAll(String signal) {
        ChildProcess running = process;
        if (running != null && running.isAlive()) {
            ChildProcess.signal(signal, ChildProcess.tree(running.handle()));
        }
    }

    private String socketSetting() {
        return socket.toString().length() <= LONGEST_SOCKET_DIRECTORY ? socket.toString() : "";
    }

    private void createCluster(PostgresBinaries binaries) {
        Path draft = home.resolve("data.new");
        Path password = home.resolve("password");
        Directories.delete(draft);
        user.makeFile(password, PASSWORD + "\n");
        var command = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "--pgdata=" + draft,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=" + (isLinux() ? "C.UTF-8" : "en_US.UTF-8")));
        if (throwaway) {
            command.add("--no-sync");
        }
        try {
            var builder = new ProcessBuilder(user.run(command))
                    .directory(home.toFile())
                    .redirectErrorStream(true);
            complete(builder, "initdb");
            // Only a finished cluster gets the name under which it is looked for.
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(password);
        } catch (IOException e) {
            throw new LocalServerException("Could not make a PostgreSQL cluster in " + home + ": " + e, e);
        }
    }

    /** Ends a server that an earlier owner left running here, and removes the lock of one that died. */
    private void endLeftover() {
        postmaster().filter(this::isOurs).ifPresent(leftover -> {
            ChildProcess.signal("CONT", ChildProcess.tree(leftover));
            ChildProcess.signal("INT", List.of(leftover));
            if (!ChildProcess.waitFor(leftover, Duration.ofSeconds(20))) {
                ChildProcess.killTree(leftover);
            }
        });
        pidFile.delete();
        try {
            // Another process may have got the number that stands in it, and PostgreSQL would refuse to start.
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new LocalServerException("Could not remove the stale lock of PostgreSQL in " + data + ".", e);
        }
    }

    private boolean isOurs(ProcessHandle candidate) {
        return candidate
                .info()
                .commandLine()
                .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                .isPresent();
    }

    /** The server's main process by its own account; with some wrappers it is not the child itself. */
    private ProcessHandle server(ChildProcess running) {
        return postmaster().filter(this::isOurs).orElse(running.handle());
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private boolean isReady() {
        if (!isRunning() || !statesThatItIsReady()) {
            return false;
        }
        try (var connection = connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private boolean statesThatItIsReady() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() >= 8 && lines.get(7).startsWith("ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether what went wrong passes by itself, or with another port. */
    private boolean mayTryAgain(String said) {
        if (said.contains("Address already in use") && anyPort) {
            port = FreePort.next();
            return true;
        }
        // The helpers of a killed server need a moment to notice, and hold its memory until then.
        return said.contains("shared memory block");
    }

    private LocalServerException failure(String sentence, ChildProcess running) {
        String said = running.tail();
        kill();
        if (said.contains("Address already in use")) {
            return new LocalServerException("PostgreSQL cannot listen on port " + port + ": another program does.");
        }
        if (said.contains("No space left on device")) {
            return new LocalServerException("PostgreSQL cannot write to " + home + ": the disk is full.");
        }
        return new LocalServerException(sentence + " It said (" + log + "):\n" + said);
    }

    private static String complete(ProcessBuilder builder, String program) {
        try {
            Process child = builder.start();
            child.getOutputStream().close();
            String output;
            try (var reader = child.inputReader()) {
                output = reader.readAllAsString();
            }
            child.waitFor();
            if (child.exitValue() != 0) {
                throw new LocalServerException(program + " failed:\n" + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new LocalServerException("Could not run " + program + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServerException("Interrupted while " + program + " ran.", e);
        }
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServerException("Interrupted while PostgreSQL started.", e);
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").startsWith("Linux");
    }
}

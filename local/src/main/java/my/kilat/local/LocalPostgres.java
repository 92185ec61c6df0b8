package my.kilat.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A private PostgreSQL cluster. It listens on 127.0.0.1 and on a socket in its own directory; its superuser is {@code kilat}
 * with the password {@code kilat_secret}. The directory is created at the first start; after a crash of the server or its
 * parent, the next start recovers.
 */
public final class LocalPostgres implements LocalServer {
    public static final String HOST = "127.0.0.1";
    public static final String USER = "kilat";
    public static final String PASSWORD = "kilat_secret";

    /** The longest path of a Unix socket, in bytes, less some for the name of the file. */
    private static final int LONGEST_SOCKET_DIRECTORY = 85;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 20;

    private final PostgresUser user = new PostgresUser();
    private final Path home;
    private final PostgresCluster cluster;
    private final Path socket;
    private final Path log;
    private final PidFile pidFile;
    private final boolean throwaway;
    private final boolean anyPort;
    private final ChildSlot slot = new ChildSlot();
    private int port;

    private LocalPostgres(Path home, int port, Path log, boolean throwaway) {
        this.home = home.toAbsolutePath();
        this.cluster = new PostgresCluster(user, this.home);
        this.socket = cluster.socket();
        this.pidFile = new PidFile(this.home.resolveSibling(this.home.getFileName() + ".pid"));
        this.log = log;
        this.throwaway = throwaway;
        this.anyPort = port == 0;
        this.port = port;
    }

    /**
     * A durable cluster: commits are flushed to disk.
     *
     * @param home its directory
     * @param port its port; 0 for a free one
     * @param log the file for its messages
     */
    public static LocalPostgres durable(Path home, int port, Path log) {
        return new LocalPostgres(home, port, log, false);
    }

    /** A cluster for tests, on a free port: commits survive a crash of the server, but not of the machine. */
    public static LocalPostgres throwaway(Path home) {
        return throwaway(home, 0);
    }

    /** As above, on a given port. */
    public static LocalPostgres throwaway(Path home, int port) {
        return new LocalPostgres(home, port, home.resolveSibling(home.getFileName() + ".log"), true);
    }

    /**
     * Whether the user that will run PostgreSQL has access to this directory. If we are root that user is {@code postgres},
     * who has no access to, for instance, {@code /root}.
     */
    public static boolean canLiveIn(Path directory) {
        return new PostgresUser().canReach(directory);
    }

    /** The settings of services that use the server at this port. */
    public static Map<String, String> settings(int port) {
        return Map.of(
                "DB_HOST", HOST,
                "DB_PORT", Integer.toString(port),
                "DB_USER", USER,
                "DB_PASSWORD", PASSWORD,
                "DB_SSLMODE", "disable");
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
    public PidFile pidFile() {
        return pidFile;
    }

    @Override
    public synchronized OptionalLong pid() {
        return slot.pid();
    }

    /** Whether there is a cluster in the directory already. */
    public boolean exists() {
        return cluster.exists();
    }

    /** The JDBC URL of a database in this cluster, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + database;
    }

    /** Opens a connection as superuser. */
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
            cluster.create(binaries, throwaway);
        }
        endLeftover();
        if (port == 0) {
            port = FreePort.next();
        }
        var command = new ArrayList<String>();
        command.add(binaries.program("postgres"));
        command.addAll(List.of("-D", cluster.data().toString()));
        PostgresSettings.of(binaries.version(), port, socketSetting(), throwaway)
                .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        slot.put(ChildProcess.startClean(user.run(command), home, log, pidFile));
    }

    @Override
    public void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int attempt = 1;
        while (!isReady()) {
            ChildProcess running =
                    slot.child().orElseThrow(() -> new LocalServerException("PostgreSQL was ended while it started."));
            if (!running.isAlive()) {
                if (++attempt > ATTEMPTS || !mayTryAgain(running.tail())) {
                    throw failure("PostgreSQL " + running.ending() + " while it started.", running);
                }
                pause(Duration.ofMillis(250));
                relaunch(running);
            } else if (System.nanoTime() > deadline) {
                throw failure("PostgreSQL was not ready within " + PATIENCE.toSeconds() + " s.", running);
            }
            pause(Duration.ofMillis(20));
        }
    }

    /**
     * Runs a script of {@code psql}, for instance {@code infrastructure/infra/init-databases.sql}, as superuser.
     *
     * @throws LocalServerException if a statement fails; the message contains the output of psql
     */
    public void run(Path script) {
        PostgresBinaries binaries = PostgresBinaries.require();
        List<String> command = List.of(
                binaries.program("psql"),
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                "--host=" + HOST,
                "--port=" + port(),
                "--username=" + USER,
                "--dbname=postgres",
                "--file=" + script.toAbsolutePath());
        Commands.run("psql", command, Path.of("/"), Map.of("PGPASSWORD", PASSWORD));
    }

    @Override
    public synchronized String howItEnded() {
        return slot.howItEnded();
    }

    @Override
    public synchronized String ending() {
        return slot.ending();
    }

    @Override
    public synchronized void endLeftover() {
        cluster.endLeftover();
        pidFile.delete();
    }

    @Override
    public synchronized void stop() {
        slot.child().ifPresent(child -> {
            if (child.isAlive()) {
                resume();
                PostgresCluster.stop(cluster.server().orElse(child.handle()));
            }
            pidFile.delete();
            slot.clear();
        });
    }

    @Override
    public synchronized void kill() {
        slot.kill();
    }

    @Override
    public synchronized void pause() {
        slot.suspend();
    }

    @Override
    public synchronized void resume() {
        slot.resume();
    }

    private String socketSetting() {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_DIRECTORY
                ? '"' + socket.toString().replace("\"", "\"\"") + '"'
                : "";
    }

    /** Starts it again, unless it was ended or started meanwhile. */
    private synchronized void relaunch(ChildProcess dead) {
        if (slot.child().filter(dead::equals).isPresent()) {
            launch();
        }
    }

    private boolean isReady() {
        if (!isRunning() || !cluster.isReady()) {
            return false;
        }
        try (var connection = connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Whether the fault is temporary, or avoided by another port. */
    private synchronized boolean mayTryAgain(String said) {
        if (said.contains("Address already in use") && anyPort) {
            port = FreePort.next();
            return true;
        }
        // The child processes of a killed server take a moment to notice, and hold its shared memory until then.
        return said.contains("shared memory block");
    }

    private synchronized LocalServerException failure(String sentence, ChildProcess running) {
        String said = running.tail();
        kill();
        if (said.contains("Address already in use")) {
            return new LocalServerException("PostgreSQL cannot listen on port " + port + ": another program does.");
        }
        if (said.contains("No space left on device")) {
            return new LocalServerException("PostgreSQL cannot write to " + home + ": the disk is full.");
        }
        return new LocalServerException(sentence, log, said);
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServerException("Interrupted while PostgreSQL started.", e);
        }
    }
}

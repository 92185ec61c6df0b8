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
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A server that is a program of the machine and needs only a command line: Redis and HAProxy, for tests. */
public final class LocalProgram implements LocalServer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);

    private final String name;
    private final Path home;
    private final IntFunction<List<String>> command;
    private final PidFile pidFile;
    private final Path log;
    private final ChildSlot slot = new ChildSlot();
    private int port;

    private LocalProgram(String name, Path home, int port, IntFunction<List<String>> command) {
        this.name = name;
        this.home = home.toAbsolutePath();
        this.port = port;
        this.command = command;
        this.pidFile = new PidFile(this.home.resolve("pid"));
        this.log = this.home.resolveSibling(this.home.getFileName() + ".log");
    }

    /** A Redis without persistence, with further options such as {@code --requirepass secret}. */
    static LocalProgram redis(Path home, List<String> options) {
        return new LocalProgram("Redis", home, 0, port -> {
            var words = new ArrayList<>(List.of(
                    Programs.redis(home).toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    home.toString(),
                    "--save",
                    "",
                    "--appendonly",
                    "no"));
            words.addAll(options);
            return words;
        });
    }

    /** An HAProxy with this configuration, which has to open the port. */
    static LocalProgram haproxy(Path home, int port, String configuration) {
        return new LocalProgram("HAProxy", home, port, _ -> {
            Path file = home.resolve("haproxy.cfg");
            try {
                Files.writeString(file, configuration);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return List.of(Programs.require("haproxy").toString(), "-db", "-f", file.toString());
        });
    }

    /** The paths of programs, and their packages. */
    public static final class Programs {
        /** The programs besides PostgreSQL that tests need, and their Debian packages. */
        public static final Map<String, String> PACKAGES =
                Map.of("redis-check-rdb", "redis-tools", "haproxy", "haproxy");

        private static final List<String> BESIDES_PATH = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin");

        private Programs() {}

        /** A program by its name. */
        public static Optional<Path> find(String program) {
            var directories = new ArrayList<>(
                    List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)));
            directories.addAll(BESIDES_PATH);
            return directories.stream()
                    .filter(directory -> !directory.isBlank())
                    .map(directory -> Path.of(directory, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        static Path require(String program) {
            return find(program)
                    .orElseThrow(() -> new LocalServerException(program + " is not installed on this machine."
                            + " On Debian and Ubuntu: sudo apt-get install redis-tools haproxy; on macOS: brew install"
                            + " redis haproxy."));
        }

        /**
         * The Redis server. It is the same program as its tools, selected by the name it is called by: Debian has a package of
         * the tools alone, which starts no service.
         *
         * @param home where a link to it may be created
         */
        public static Path redis(Path home) {
            return find("redis-server").orElseGet(() -> {
                Path link = home.resolve("redis-server");
                try {
                    if (!Files.exists(link)) {
                        Files.createSymbolicLink(link, require("redis-check-rdb"));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return link;
            });
        }
    }

    @Override
    public String name() {
        return name;
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

    @Override
    public synchronized void launch() {
        if (isRunning()) {
            return;
        }
        if (port == 0) {
            port = FreePort.next();
        }
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        slot.put(ChildProcess.start(command.apply(port), Map.of(), home, log, pidFile));
    }

    @Override
    public void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!FreePort.isAnswering(port())) {
            if (!isRunning() || System.nanoTime() > deadline) {
                throw new LocalServerException(name + " did not come up: " + howItEnded());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalServerException("Interrupted while " + name + " started.", e);
            }
        }
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
    public void endLeftover() {
        ChildProcess.endLeftover(pidFile, TIME_TO_END);
    }

    @Override
    public synchronized void stop() {
        slot.end(TIME_TO_END);
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
}

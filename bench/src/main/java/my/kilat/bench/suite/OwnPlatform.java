package my.kilat.bench.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import my.kilat.bench.BenchException;
import my.kilat.launcher.place.Layout;
import my.kilat.local.Processes;
import org.jspecify.annotations.Nullable;

/** A platform that is there for the benches alone: its own state directory and ports, without limits that would limit the load. */
final class OwnPlatform implements AutoCloseable {
    private static final int PORT_OFFSET = 10_000;
    private static final Duration TIME_TO_END = Duration.ofSeconds(30);

    private final Path home;
    private final Map<String, String> environment;
    private @Nullable Process current;
    private volatile boolean started;
    private boolean ending;

    OwnPlatform(Layout layout) {
        home = layout.home();
        environment = Map.of(
                "KILAT_STATE",
                layout.state().resolve("bench/platform").toString(),
                "RATE_LIMIT_PER_MIN",
                "100000000",
                "ACCESS_LOG_PER_MILLE",
                "0");
    }

    /** Starts it with empty databases. */
    void start() {
        discard();
        started = true;
        requireOpen();
        if (kilat("up", "-d", "--port-offset=" + PORT_OFFSET) != 0) {
            throw new BenchException("The platform for the benches does not start; the lines above say why.");
        }
    }

    /** Stops it and deletes its data. */
    void discard() {
        kilat("down", "--volumes");
        started = false;
    }

    private int kilat(String... words) {
        List<String> command = new ArrayList<>(List.of(home.resolve("kilat").toString()));
        command.addAll(List.of(words));
        return run(command);
    }

    /** Runs a bench of this platform and returns its exit code. */
    int bench(List<String> command) {
        requireOpen();
        return run(command);
    }

    /** What goes on with the benches does not see that they are being ended, and must start nothing more. */
    private synchronized void requireOpen() {
        if (ending) {
            throw new BenchException("The benches are being ended.");
        }
    }

    private int run(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).inheritIO();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            current(process);
            return process.waitFor();
        } catch (IOException e) {
            throw new BenchException(command.getFirst() + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private synchronized void current(Process process) {
        current = process;
    }

    /** Ends what is running and deletes the data; also when the benches are ended from outside. */
    @Override
    public void close() {
        Process last;
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
            last = current;
        }
        if (last != null) {
            Processes.end(last.toHandle(), TIME_TO_END);
        }
        if (started) {
            discard();
        }
    }
}

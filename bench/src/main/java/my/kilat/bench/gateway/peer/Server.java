package my.kilat.bench.gateway.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Cpu;
import my.kilat.launcher.machine.Memory;
import my.kilat.local.ChildProcess;
import my.kilat.local.FreePort;
import my.kilat.local.PidFile;

/** A server that the bench has started, and ends. */
public final class Server implements AutoCloseable {
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final Duration TIME_TO_END = Duration.ofSeconds(12);

    private final String name;
    private final int port;
    private final ChildProcess process;

    private Server(String name, int port, ChildProcess process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one and waits until it accepts connections.
     *
     * @param port where it is told to listen
     * @param directory where its output and the note of its process go
     */
    static Server start(String name, int port, List<String> command, Map<String, String> environment, Path directory) {
        ChildProcess process = ChildProcess.start(
                command,
                environment,
                directory,
                directory.resolve(name + ".out"),
                new PidFile(directory.resolve(name + ".pid-file")));
        Server server = new Server(name, port, process);
        try {
            server.awaitPort();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void awaitPort() {
        long end = System.nanoTime() + TIME_TO_START.toNanos();
        while (!FreePort.isAnswering(port)) {
            if (!process.isAlive()) {
                throw new BenchException(name + " " + process.howItEnded());
            }
            if (System.nanoTime() > end) {
                throw new BenchException(name + " does not listen. It said last:\n" + process.tail());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted", e);
            }
        }
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Microseconds of CPU that it and its children have used so far. */
    public long cpuMicros() {
        return new Cpu(Map.of(name, List.of(process.pid()))).micros().getOrDefault(name, 0L);
    }

    /** Bytes of memory that it and its children hold. */
    public long residentBytes() {
        return Memory.of(process.handle());
    }

    @Override
    public void close() {
        process.end(TIME_TO_END);
    }
}

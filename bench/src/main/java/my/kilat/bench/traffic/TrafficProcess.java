package my.kilat.bench.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import my.kilat.bench.BenchException;
import my.kilat.local.Processes;
import my.kilat.platform.json.Json;

/** The process that makes the load, as seen from the bench. It lives as long as the bench, so that it is warm. */
public final class TrafficProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader outcomes;
    private final Writer orders;

    /**
     * Starts it.
     *
     * @param command the command line of {@link Traffic}
     * @param log where its complaints go
     */
    public TrafficProcess(List<String> command, Path log) {
        try {
            process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        } catch (IOException e) {
            throw new BenchException("The load generator cannot be started: " + e.getMessage(), e);
        }
        outcomes = process.inputReader();
        orders = process.outputWriter();
    }

    /** Carries an order out. Its connections stay open until the next order. */
    public Outcome run(Order order) {
        try {
            orders.write(Json.text(order) + "\n");
            orders.flush();
            String line = outcomes.readLine();
            if (line == null) {
                throw new BenchException("The load generator has ended.");
            }
            Outcome outcome = Json.read(line, Outcome.class);
            if (!outcome.error().isEmpty()) {
                throw new BenchException(outcome.error());
            }
            return outcome;
        } catch (IOException e) {
            throw new BenchException("The load generator has ended: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Ends it. */
    public void end() {
        Processes.killTree(process.toHandle());
    }
}

package my.kilat.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import my.kilat.bench.BenchException;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Some workers who each do the same thing over and over, on a connection of their own, for a while. */
public final class Load {
    private final InetSocketAddress address;
    private final int workers;
    private final Duration length;

    public Load(InetSocketAddress address, int workers, Duration length) {
        this.address = address;
        this.workers = workers;
        this.length = length;
    }

    /** One unit of work; it fails by throwing. */
    @FunctionalInterface
    public interface Unit {
        /** Does it. {@code worker} counts from 0, {@code round} too. */
        void run(Connection connection, int worker, int round) throws IOException;
    }

    /**
     * What came of it.
     *
     * @param done units that succeeded
     * @param failed units that did not
     * @param problem of the first of them; empty if there is none
     * @param seconds it took
     * @param micros how long a unit took
     */
    public record Result(long done, long failed, String problem, double seconds, Histogram micros) {
        /** Units a second. */
        public double rate() {
            return done / seconds;
        }
    }

    /** Runs it. */
    public Result run(Unit unit) {
        return run(unit, Integer.MAX_VALUE);
    }

    /** Runs it at most so many times for each worker. */
    public Result run(Unit unit, int rounds) {
        long began = System.nanoTime();
        Work work = new Work(unit, rounds, began + length.toNanos());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int number = worker;
                running.add(threads.submit(() -> work.run(number)));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new BenchException("the load broke off: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return work.result((System.nanoTime() - began) / 1e9);
    }

    /** What the workers of one run do, and what came of it. */
    private final class Work {
        private final Unit unit;
        private final int rounds;
        private final long end;
        private final Histogram micros = new ConcurrentHistogram(3);
        private final LongAdder failed = new LongAdder();
        private final AtomicReference<String> problem = new AtomicReference<>("");

        Work(Unit unit, int rounds, long end) {
            this.unit = unit;
            this.rounds = rounds;
            this.end = end;
        }

        void run(int worker) {
            try (Connection connection = new Connection(address)) {
                for (int round = 0; round < rounds && System.nanoTime() < end; round++) {
                    long began = System.nanoTime();
                    try {
                        unit.run(connection, worker, round);
                        micros.recordValue((System.nanoTime() - began) / 1_000);
                    } catch (IOException | BenchException e) {
                        failed.increment();
                        problem.compareAndSet("", String.valueOf(e.getMessage()));
                    }
                }
            }
        }

        Result result(double seconds) {
            return new Result(micros.getTotalCount(), failed.sum(), problem.get(), seconds, micros);
        }
    }
}

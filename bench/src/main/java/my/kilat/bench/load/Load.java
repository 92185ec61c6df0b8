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
     * @param seconds it took
     * @param micros how long a unit took
     */
    public record Result(long done, long failed, double seconds, Histogram micros) {
        /** Units a second. */
        public double rate() {
            return done / seconds;
        }
    }

    /** Runs it. */
    public Result run(Unit unit) {
        Histogram micros = new ConcurrentHistogram(3);
        LongAdder failed = new LongAdder();
        long began = System.nanoTime();
        long end = began + length.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int number = worker;
                running.add(threads.submit(() -> work(unit, number, end, micros, failed)));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new BenchException("the load broke off: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Result(micros.getTotalCount(), failed.sum(), (System.nanoTime() - began) / 1e9, micros);
    }

    private void work(Unit unit, int worker, long end, Histogram micros, LongAdder failed) {
        try (Connection connection = new Connection(address)) {
            for (int round = 0; System.nanoTime() < end; round++) {
                long began = System.nanoTime();
                try {
                    unit.run(connection, worker, round);
                    micros.recordValue((System.nanoTime() - began) / 1_000);
                } catch (IOException | BenchException e) {
                    failed.increment();
                }
            }
        }
    }
}

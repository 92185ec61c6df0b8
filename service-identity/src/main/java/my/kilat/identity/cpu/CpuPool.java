package my.kilat.identity.cpu;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import my.kilat.platform.failure.Failure;

/**
 * A few threads and a bounded queue. Concurrent logins take no more CPU than these threads, and a request that would wait too
 * long is refused at once.
 */
public final class CpuPool implements AutoCloseable {
    private final ThreadPoolExecutor threads;

    /**
     * Creates a pool.
     *
     * @param name of its threads and its gauge
     * @param size threads
     * @param queue the most tasks that wait
     */
    public CpuPool(String name, int size, int queue, MeterRegistry meters) {
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        Gauge.builder("kilat.identity.waiting", threads, pool -> pool.getQueue().size())
                .description("Work that waits for a thread")
                .tag("pool", name)
                .register(meters);
    }

    /**
     * Runs the work on one of the threads and waits for it.
     *
     * @throws Failure.Unavailable if too many tasks wait already
     */
    public <T> T call(Supplier<T> work) {
        try {
            Future<T> result = threads.submit(work::get);
            return result.get();
        } catch (RejectedExecutionException e) {
            throw busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private static Failure busy() {
        return new Failure.Unavailable("too many people are logging in at the moment; try again in a few seconds");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package my.kilat.payment.settlement;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import my.kilat.payment.domain.Task;

/**
 * Runs tasks in the background. Each kind has a {@link Lane} of its own: authorisations without a response do not delay a
 * release or a refund.
 */
public final class Lanes implements AutoCloseable {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("settlement-", 0).factory());
    private final Map<Task, Lane> byTask = new EnumMap<>(Task.class);

    /** @param atOnce how many payments are released concurrently; for the other tasks half as many each */
    public Lanes(int atOnce) {
        for (Task task : Task.values()) {
            byTask.put(task, new Lane(threads, task == Task.RELEASE ? atOnce : Math.max(1, atOnce / 2)));
        }
    }

    /** The lane for tasks of that kind. */
    Lane of(Task task) {
        return Objects.requireNonNull(byTask.get(task));
    }

    /** Waits a few seconds for the tasks in progress. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(3, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

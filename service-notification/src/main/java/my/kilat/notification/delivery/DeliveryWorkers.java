package my.kilat.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.notification.domain.DeliveryResult;
import my.kilat.notification.store.Devices;
import my.kilat.platform.background.Part;
import my.kilat.platform.security.Revocations;

/** One worker for each lane. */
public final class DeliveryWorkers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<String, DeliveryWorker> workers;

    /**
     * How workers run.
     *
     * @param clock the time that all instances share
     * @param threads for runs that may block
     */
    public record Execution(InstantSource clock, Executor threads, MeterRegistry meters) {}

    /**
     * Creates a worker for each of these lanes. They share only the pool of database connections, and none holds a
     * connection while its provider works: a provider that is slow or unreachable delays no other lane.
     *
     * @param devices the targets of push messages
     * @param revocations tells which devices belong to sessions that have ended, perhaps before the event of it arrives
     * @param background adds a background part of this name
     */
    public DeliveryWorkers(
            List<Lane> lanes,
            Devices devices,
            Revocations revocations,
            Execution execution,
            Function<String, Part> background) {
        this.workers = lanes.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Lane::name,
                        lane -> new DeliveryWorker(
                                lane, devices, revocations, execution, background.apply("deliveries-" + lane.name()))));
    }

    /** Wakes the worker of a lane, into whose queue something was put. */
    public void wake(String lane) {
        worker(lane).wake();
    }

    /** Wakes all workers, for what has become due without anything being put into a queue. */
    public void wakeAll() {
        workers.values().forEach(DeliveryWorker::wake);
    }

    /** Counts deliveries of a lane that have ended before they came to its worker. */
    public void count(String lane, DeliveryResult.Fate fate, int count) {
        worker(lane).count(fate, count);
    }

    private DeliveryWorker worker(String lane) {
        return Objects.requireNonNull(workers.get(lane), lane);
    }

    /** Finishes the current batches. */
    @Override
    public void close() {
        workers.values().forEach(worker -> worker.stop(PATIENCE));
    }
}

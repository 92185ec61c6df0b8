package my.kilat.platform.background;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import my.kilat.platform.telemetry.LogContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does the work of a part until the service stops. Whatever the work throws, an {@link Error} as well, is
 * reported, and the work is restarted: after a second when a dependency was unreachable, with growing pauses when the fault
 * was our own.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Part part;
    private final Work work;
    private final Duration timeToStop;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Work that runs until the worker is closed. */
    @FunctionalInterface
    public interface Work {
        /** Works until {@link Worker#isOpen} is false, then returns. */
        void run() throws Exception;
    }

    /**
     * Creates a worker that is not started.
     *
     * @param service the service's name, for its logs
     * @param threads creates the thread: a virtual one where the work only waits and writes, a platform one otherwise
     * @param timeToStop how long {@link #close} waits for the work to return before it interrupts it
     */
    public Worker(String service, Part part, Thread.Builder threads, Duration timeToStop, Work work) {
        this.part = part;
        this.work = work;
        this.timeToStop = timeToStop;
        this.thread = threads.unstarted(LogContext.of(service, this::live));
    }

    public void start() {
        thread.start();
    }

    /** Whether the work should continue. */
    public boolean isOpen() {
        return closed.getCount() > 0;
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * Sleeps, but only until the worker is closed.
     *
     * @return whether the work should continue
     */
    public boolean pause(Duration duration) throws InterruptedException {
        return !closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void live() {
        Duration pause = SHORTEST_PAUSE;
        while (isOpen()) {
            long began = System.nanoTime();
            Fault.Cause cause = once();
            if (System.nanoTime() - began > LONGEST_PAUSE.toNanos()) {
                pause = SHORTEST_PAUSE;
            }
            boolean ours = cause == Fault.Cause.OWN || cause == Fault.Cause.BROKEN;
            try {
                pause(ours ? pause : SHORTEST_PAUSE);
            } catch (InterruptedException e) {
                LOG.debug("{} was interrupted to stop", part.name());
            }
            pause = ours ? longer(pause) : SHORTEST_PAUSE;
        }
    }

    private Fault.@Nullable Cause once() {
        try {
            work.run();
            return null;
        } catch (Throwable thrown) {
            return isOpen() ? reported(thrown) : null;
        }
    }

    /** If the report itself fails, for lack of memory or a class, the work is restarted all the same. */
    private Fault.Cause reported(Throwable thrown) {
        try {
            part.failed(thrown);
            return Fault.of(thrown).cause();
        } catch (Throwable unspeakable) {
            return Fault.Cause.BROKEN;
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Waits until the work returns, and interrupts it after {@code timeToStop}. */
    @Override
    public void close() {
        close(() -> {});
    }

    /**
     * The same for work that may be waiting for something else than this worker.
     *
     * @param wake ends that wait; {@link #isOpen} is false when it is called
     */
    public void close(Runnable wake) {
        closed.countDown();
        wake.run();
        try {
            if (thread.isAlive() && !thread.join(timeToStop)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}

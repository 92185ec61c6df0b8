package my.kilat.platform.background;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Periodic jobs of a service. Each runs on a virtual thread, and its runs in this process never overlap. A job that throws
 * anything, an {@link Error} as well, is run again: after its usual pause, or after a minute if that is shorter.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final String service;
    private final Parts parts;
    private final List<Job> waiting = new ArrayList<>();
    private final ScheduledExecutorService timer;

    private record Job(Part part, Timer runs, Duration pause, Runnable work) {}

    public Jobs(String service, Parts parts) {
        this.service = service;
        this.parts = parts;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("jobs-" + service).factory());
    }

    /** Adds a job with this pause between two runs. It runs only after {@link #start}. */
    public void every(String name, Duration pause, Runnable work) {
        Part part = parts.helpful("job " + name);
        waiting.add(new Job(part, parts.runs(part), pause, work));
    }

    /** Starts the jobs; the first run of each is after its pause. */
    public void start() {
        waiting.forEach(job -> schedule(job, job.pause));
    }

    private void schedule(Job job, Duration pause) {
        try {
            var _ = timer.schedule(() -> begin(job), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("{} is not run any more", job.part.name());
        }
    }

    /** Runs on the timer's thread, where the exception of a task would be lost. */
    private void begin(Job job) {
        try {
            Thread.ofVirtual()
                    .name(service + "-" + job.part.name())
                    .start(LogContext.of(service, () -> schedule(job, run(job))));
        } catch (Throwable noThread) {
            failed(job, noThread);
            schedule(job, job.pause);
        }
    }

    /** Runs the job once; returns the pause until the next run. */
    private Duration run(Job job) {
        try {
            job.part.begins();
            job.runs.record(job.work);
            job.part.worked();
            return job.pause;
        } catch (Throwable thrown) {
            failed(job, thrown);
            return job.pause.compareTo(AFTER_FAILURE) < 0 ? job.pause : AFTER_FAILURE;
        }
    }

    private void failed(Job job, Throwable thrown) {
        try {
            if (!timer.isShutdown()) {
                job.part.failed(thrown);
            }
        } catch (Throwable unspeakable) {
            // Out of memory, for example. The job is run again all the same, and may then be able to report.
            return;
        }
    }

    /** Starts no more runs; a run in progress is not interrupted. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}

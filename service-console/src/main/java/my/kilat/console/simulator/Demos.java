package my.kilat.console.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import my.kilat.console.upstream.Services;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/** The demos of a development platform: one at a time in this process, which forgets them when it ends. */
public final class Demos {
    private static final int MOST_RUNNERS = 5;

    private final Services services;
    private final Course course;
    private final Executor threads;
    private final InstantSource clock;

    // Guarded by this.
    private @Nullable Demo latest;

    /**
     * How fast a demo is.
     *
     * @param step from one position of a runner to the next
     * @param longest how long it may take
     */
    public record Course(Duration step, Duration longest) {
        /**
         * A course of a quarter of an hour at most.
         *
         * @throws SettingsException if the step is no time at all
         */
        public static Course of(Duration step) {
            if (step.isZero()) {
                throw new SettingsException("SIMULATOR_STEP is 0; it has to be longer, such as 1s");
            }
            return new Course(step, Duration.ofMinutes(15));
        }
    }

    /**
     * @param threads on which its people act
     */
    public Demos(Services services, Course course, Executor threads, InstantSource clock) {
        this.services = services;
        this.course = course;
        this.threads = threads;
        this.clock = clock;
    }

    /** The latest, under way or over. */
    synchronized Optional<Demo> latest() {
        return Optional.ofNullable(latest);
    }

    /**
     * Begins one; returns what begins, in words.
     *
     * @throws Failure.Conflict if one is under way
     */
    synchronized String begin(int bookings, SimulatedCard card) {
        if (latest != null && latest.isRunning()) {
            throw new Failure.Conflict("a demo is under way; end it first, or wait until it has ended");
        }
        Instant now = clock.instant();
        Demo.Plan plan = new Demo.Plan(bookings, card, now, now.plus(course.longest));
        List<SimulatedRunner> runners = IntStream.rangeClosed(1, Math.min(bookings, MOST_RUNNERS))
                .mapToObj(this::runner)
                .toList();
        Demo demo = new Demo(
                plan,
                new Pace(course.step, course.longest),
                new SimulatedOwner(new SimulatedPerson(services, SimulatedOwner.LOGIN)),
                runners);
        latest = demo;
        demo.begin(threads);
        return bookings + (bookings == 1 ? " booking" : " bookings") + " paid with " + card.word()
                + " begun; the demo ends within " + course.longest.toMinutes() + " minutes";
    }

    private SimulatedRunner runner(int number) {
        return new SimulatedRunner(
                new SimulatedPerson(services, SimulatedRunner.login(number)), "Simulated runner " + number);
    }

    /**
     * Ends the one under way; returns what happens, in words.
     *
     * @throws Failure.Conflict if there is none
     */
    synchronized String end() {
        if (latest == null || !latest.isRunning()) {
            throw new Failure.Conflict("no demo is under way");
        }
        latest.end();
        return "rides without their pet are cancelled, the others delivered at once";
    }

    /**
     * A runner of the latest demo.
     *
     * @throws Failure.NotFound if it is none of them
     */
    synchronized SimulatedRunner runner(UUID id) {
        return latest().stream()
                .flatMap(demo -> demo.runners().stream())
                .filter(runner ->
                        runner.shown().filter(shown -> shown.id().equals(id)).isPresent())
                .findFirst()
                .orElseThrow(() -> new Failure.NotFound("simulated runner", id));
    }

    /** Ends what is under way, when the process stops. */
    public synchronized void close() {
        latest().ifPresent(Demo::end);
    }
}

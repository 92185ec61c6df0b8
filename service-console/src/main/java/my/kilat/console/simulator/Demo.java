package my.kilat.console.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bookings that live from request to completion, with runners who move. Its number of bookings, of runners and its time are
 * bounded. When it ends before all are completed, rides whose pet has not been picked up are cancelled and the others delivered at
 * once, as far as the services answer; then the runners go off duty. If the process dies, all stays as it was at that moment.
 */
final class Demo {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private final Plan plan;
    private final Pace pace;
    private final SimulatedOwner owner;
    private final List<SimulatedRunner> runners;
    private final DemoFigures figures = new DemoFigures();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch working;

    /**
     * What is to happen.
     *
     * @param bookings how many are made
     * @param card with which they are paid
     * @param beganAt when it begins
     * @param endsAt when it ends at the latest
     */
    record Plan(int bookings, SimulatedCard card, Instant beganAt, Instant endsAt) {}

    Demo(Plan plan, Pace pace, SimulatedOwner owner, List<SimulatedRunner> runners) {
        this.plan = plan;
        this.pace = pace;
        this.owner = owner;
        this.runners = List.copyOf(runners);
        this.working = new CountDownLatch(runners.size());
    }

    /** How it goes. */
    record Shown(
            boolean running,
            Instant beganAt,
            Instant endsAt,
            SimulatedCard card,
            int bookings,
            DemoFigures.Counts counts,
            String trouble,
            List<SimulatedRunner.Shown> runners) {}

    Shown shown() {
        List<SimulatedRunner.Shown> people = new ArrayList<>();
        for (SimulatedRunner runner : runners) {
            runner.shown().ifPresent(people::add);
        }
        return new Shown(
                isRunning(),
                plan.beganAt,
                plan.endsAt,
                plan.card,
                plan.bookings,
                figures.counts(),
                figures.trouble(),
                people);
    }

    boolean isRunning() {
        return working.getCount() > 0;
    }

    List<SimulatedRunner> runners() {
        return runners;
    }

    /** Ends it; returns at once, and what is under way is wound up. */
    void end() {
        pace.end();
    }

    /** Has everybody begin, each on a thread of their own. */
    void begin(Executor threads) {
        for (SimulatedRunner runner : runners) {
            threads.execute(LogContext.of(Component.CONSOLE.shortName(), () -> {
                try {
                    work(runner);
                } finally {
                    working.countDown();
                }
            }));
        }
    }

    private void work(SimulatedRunner runner) {
        try {
            pace.<Boolean>patiently(() -> ready(runner), figures::trouble);
            while (begun.getAndIncrement() < plan.bookings) {
                new SimulatedRide(owner, runner, pace, figures).live(plan.card);
            }
        } catch (DemoOverException e) {
            // What was under way has been wound up.
        } catch (RefusedException e) {
            figures.refused(e.words());
        } catch (RuntimeException e) {
            LOG.error("a runner of the demo cannot go on", e);
            figures.refused("a runner cannot go on; the log of the console says why");
        } finally {
            goOffline(runner);
        }
    }

    private boolean ready(SimulatedRunner runner) {
        owner.comeIn();
        runner.getReady();
        return true;
    }

    private void goOffline(SimulatedRunner runner) {
        try {
            runner.goOffline();
        } catch (RuntimeException e) {
            LOG.warn("a runner of the demo stays on duty until they are found silent: {}", e.toString());
        }
    }
}

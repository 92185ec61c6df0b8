package my.kilat.console.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import my.kilat.platform.failure.Failure;

/** How a demo passes its time: step by step, until it is over or somebody ends it. */
final class Pace {
    private final Duration step;
    private final long end;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param step from one position of a runner to the next
     * @param longest how long a demo may take
     */
    Pace(Duration step, Duration longest) {
        this.step = step;
        this.end = System.nanoTime() + longest.toNanos();
    }

    /** Ends it; whoever rests is woken. */
    void end() {
        ended.countDown();
    }

    boolean isOver() {
        return ended.getCount() == 0 || System.nanoTime() - end >= 0;
    }

    /**
     * Waits for the next step.
     *
     * @throws DemoOverException when it is over
     */
    void step() {
        rest(step);
    }

    private void rest(Duration pause) {
        try {
            if (isOver() || ended.await(Math.min(pause.toNanos(), end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new DemoOverException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoOverException();
        }
    }

    /**
     * Does something again and again while a service does not answer.
     *
     * @param trouble is told why it is not done yet, and an empty text when it is
     * @throws DemoOverException when it is over before it is done
     */
    <T> T patiently(Supplier<T> work, Consumer<String> trouble) {
        while (true) {
            try {
                T done = work.get();
                trouble.accept("");
                return done;
            } catch (Failure.Unavailable e) {
                trouble.accept(e.reason());
                rest(step.multipliedBy(2));
            }
        }
    }
}

package my.kilat.platform.event;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides when the next turn of a loop may begin, so that events gather exactly when that pays. A turn has a cost of its own,
 * a transaction or a request to the broker, whatever it takes; so under load a turn should take many.
 *
 * <p>What comes while a turn is under way is taken by the next, without any pause: that alone makes turns larger when there is
 * more to do. A pause follows only while so many events come that another one is expected within the longest interval. The
 * interval, from the beginning of a turn to that of the next, is then a multiple of what a turn has taken lately, which
 * bounds the share of the time that the loop is busy: with fast turns events wait for milliseconds, on a machine under full
 * load for up to the longest interval. Only one thread uses it.
 */
final class BatchWindow {
    /** A loop that gathers is busy for a third of the time, or less. */
    private static final int LEAST_GAIN = 3;

    /** With a longest interval of 60 ms or more, for a sixth of the time. */
    private static final int MOST_GAIN = 6;

    private static final long NANOS_PER_GAIN = Duration.ofMillis(10).toNanos();

    /** Turns that are faster than a third of this are repeated no sooner. */
    private static final long SHORTEST_NANOS = Duration.ofMillis(5).toNanos();

    /** Over about this time the rate is measured. */
    private static final double MEMORY_NANOS = Duration.ofMillis(200).toNanos();

    private final long longestNanos;
    private final int full;
    private final int gain;
    private final LongSupplier nanos;

    /** Events of the last {@link #MEMORY_NANOS}, of which older ones count for less. */
    private double recent;

    private long beganNanos;
    private double turnNanos;
    private int taken;
    private boolean isOpen;

    /**
     * @param longest how long after the beginning of a turn the next begins at the latest, if events are there
     * @param full the most events that a turn takes; after a turn that took as many, more may be waiting
     */
    BatchWindow(Duration longest, int full) {
        this(longest, full, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    BatchWindow(Duration longest, int full, LongSupplier nanos) {
        this.longestNanos = longest.toNanos();
        this.full = full;
        this.gain = Math.clamp(longestNanos / NANOS_PER_GAIN, LEAST_GAIN, MOST_GAIN);
        this.nanos = nanos;
        this.beganNanos = nanos.getAsLong();
    }

    /** Reports that a turn begins now, which takes this many events. */
    void begins(int events) {
        long now = nanos.getAsLong();
        recent = recent * Math.exp((beganNanos - now) / MEMORY_NANOS) + events;
        beganNanos = now;
        taken = events;
        isOpen = events > 0 && events < full && expected(longestNanos) >= 1;
    }

    /** Reports that the turn has ended; one that took nothing does not count. */
    void ends() {
        if (taken == 0) {
            return;
        }
        long took = nanos.getAsLong() - beganNanos;
        turnNanos = turnNanos == 0 ? took : (turnNanos + took) / 2;
    }

    /** How many events come in this time, at the present rate. */
    private double expected(long within) {
        return recent * within / MEMORY_NANOS;
    }

    /** Whether a turn that is to take what has gathered can be expected to take more than this. */
    boolean expectsMoreThan(int events) {
        return isOpen && expected(interval()) > 2.0 * events;
    }

    /** From the beginning of a turn to that of the next, in nanoseconds. */
    private long interval() {
        return Math.min(longestNanos, Math.max(SHORTEST_NANOS, (long) (gain * turnNanos)));
    }

    /** How long the next turn has to wait from now on, in nanoseconds; not more than 0 if it may begin. */
    long rest() {
        return isOpen ? beganNanos + interval() - nanos.getAsLong() : 0;
    }

    /** Sleeps until the next turn may begin. */
    void await() {
        long rest = rest();
        if (rest > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(rest);
            } catch (InterruptedException e) {
                // The thread is interrupted only to be stopped; the next poll throws as well.
                Thread.currentThread().interrupt();
            }
        }
    }
}

package my.kilat.platform.event;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides when the next turn of a loop may begin, so that events gather exactly when that pays. A turn has a cost of its own,
 * a transaction or requests to the broker, whatever it takes; so under load a turn should take many.
 *
 * <p>What comes while a turn is under way is taken by the next, without any pause: that alone makes turns larger when there is
 * more to do. The loop pauses only while so many events come that another one is expected before the pause ends. The interval
 * from the beginning of a turn to that of the next is then a multiple of what a turn has taken lately, which bounds the share
 * of the time that the loop is busy: with fast turns events wait for milliseconds, or for half of the longest interval where nobody
 * waits for them; on a machine under full load for up to the longest. Only one thread uses it.
 */
final class BatchWindow {
    /** A loop that gathers is busy for a third of the time, or less. */
    private static final int LEAST_GAIN = 3;

    /** With a longest interval of 100 ms or more, for a tenth of the time. */
    private static final int MOST_GAIN = 10;

    private static final long NANOS_PER_GAIN = Duration.ofMillis(10).toNanos();

    /** The part of the longest interval after which a turn may begin even if the one before was very fast. */
    private static final int SHORTEST_PART = 6;

    /** The same with a longest interval of 100 ms or more: nobody waits for those events. */
    private static final int PATIENT_PART = 2;

    /** Over about this time the rate is measured. */
    private static final double MEMORY_NANOS = Duration.ofMillis(200).toNanos();

    private final long shortestNanos;
    private final long longestNanos;
    private final int full;
    private final int gain;
    private final LongSupplier nanos;

    /** Events of the last {@link #MEMORY_NANOS}, of which older ones count for less. */
    private double recent;

    private long beganNanos;
    private double turnNanos;
    private int taken;

    /**
     * @param longest how long after the beginning of a turn the next begins at the latest, if events are there
     * @param full the most events that a turn takes; after a turn that took as many, more may be waiting
     */
    BatchWindow(Duration longest, int full) {
        this(longest, full, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    BatchWindow(Duration longest, int full, LongSupplier nanos) {
        this(longest.dividedBy(gain(longest) == MOST_GAIN ? PATIENT_PART : SHORTEST_PART), longest, full, nanos);
    }

    /**
     * @param shortest the interval between turns that take no time
     * @param nanos a clock that only goes forward
     */
    private BatchWindow(Duration shortest, Duration longest, int full, LongSupplier nanos) {
        this.shortestNanos = shortest.toNanos();
        this.longestNanos = longest.toNanos();
        this.full = full;
        this.gain = gain(longest);
        this.nanos = nanos;
        this.beganNanos = nanos.getAsLong();
    }

    private static int gain(Duration longest) {
        return Math.clamp(longest.toNanos() / NANOS_PER_GAIN, LEAST_GAIN, MOST_GAIN);
    }

    /** A window for turns of which only the beginning is known: they begin at this interval. */
    static BatchWindow ofInterval(Duration interval) {
        return new BatchWindow(interval, interval, Integer.MAX_VALUE, System::nanoTime);
    }

    /** Reports that a turn begins now, which takes this many events. */
    void begins(int events) {
        long now = nanos.getAsLong();
        recent = recent * Math.exp((beganNanos - now) / MEMORY_NANOS) + events;
        beganNanos = now;
        taken = events;
    }

    /** Reports that the turn has ended; one that took nothing does not count. */
    void ends() {
        if (taken > 0) {
            long took = nanos.getAsLong() - beganNanos;
            turnNanos = turnNanos == 0 ? took : (turnNanos + took) / 2;
        }
    }

    /** How many events come in this time, at the present rate. */
    private double expected(long within) {
        return recent * within / MEMORY_NANOS;
    }

    /** How many events should have come since the beginning of the last turn, at the present rate. */
    double expectedByNow() {
        return expected(nanos.getAsLong() - beganNanos);
    }

    /** How long the next turn has to wait from now on, in nanoseconds; not more than 0 if it may begin. */
    long rest() {
        if (taken == 0 || taken >= full) {
            return 0;
        }
        long interval = Math.min(longestNanos, Math.max(shortestNanos, (long) (gain * turnNanos)));
        return expected(interval) >= 1 ? beganNanos + interval - nanos.getAsLong() : 0;
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

package my.kilat.platform.event;

import java.time.Duration;

/**
 * The pause after a turn of a consumer in which events accumulate, so that the next transaction takes many. There is none
 * after an empty turn, so the first event after an idle period is not delayed, and none after a full one.
 */
final class BatchWindow {
    private final Duration length;
    private final int full;
    private long beganNanos;
    private boolean isOpen;

    /**
     * @param length how long after one turn the next may begin at the earliest
     * @param full the most records that a turn takes
     */
    BatchWindow(Duration length, int full) {
        this.length = length;
        this.full = full;
    }

    /** Reports that a turn has taken this many records now. */
    void taken(int records) {
        isOpen = records > 0 && records < full;
        beganNanos = System.nanoTime();
    }

    /** Sleeps until the window ends; returns whether there was one. */
    boolean await() {
        if (!isOpen) {
            return false;
        }
        long rest = beganNanos + length.toNanos() - System.nanoTime();
        if (rest > 0) {
            try {
                Thread.sleep(Duration.ofNanos(rest));
            } catch (InterruptedException e) {
                // The thread is interrupted only to be stopped; the next poll throws as well.
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }
}

package my.kilat.platform.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Leaves a server alone that has failed several times in a row, so that nobody waits for it in vain. After a pause one call is
 * let through to try it: its success lets all others through again, its failure begins another pause. Safe for use by several
 * threads.
 */
final class CircuitBreaker {
    private final int most;
    private final Duration pause;
    private final InstantSource clock;

    // Guarded by this.
    private int failures;
    private Instant closedUntil = Instant.MIN;

    /**
     * @param most failures in a row after which the pause begins
     * @param pause how long nobody is let through
     */
    CircuitBreaker(int most, Duration pause, InstantSource clock) {
        this.most = most;
        this.pause = pause;
        this.clock = clock;
    }

    /** Whether a call may be made now; whoever is told so reports its outcome. */
    synchronized boolean admits() {
        if (failures < most) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(closedUntil)) {
            return false;
        }
        closedUntil = now.plus(pause); // for all but this one, which tries
        return true;
    }

    /** A call has succeeded. */
    synchronized void succeeded() {
        failures = 0;
    }

    /** A call has failed; returns whether a pause begins with it. */
    synchronized boolean failed() {
        failures = Math.min(failures + 1, most);
        if (failures < most) {
            return false;
        }
        Instant now = clock.instant();
        boolean begins = !now.isBefore(closedUntil);
        closedUntil = now.plus(pause);
        return begins;
    }
}

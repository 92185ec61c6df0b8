package my.kilat.platform.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A circuit breaker: after several failures in a row it admits no calls to the server for a pause. After the pause it admits one
 * call; its success admits all others again, its failure begins another pause. Safe for use by several threads.
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
     * @param pause how long no call is admitted
     */
    CircuitBreaker(int most, Duration pause, InstantSource clock) {
        this.most = most;
        this.pause = pause;
        this.clock = clock;
    }

    /** Whether a call is admitted now; its caller reports the outcome. */
    synchronized boolean admits() {
        if (failures < most) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(closedUntil)) {
            return false;
        }
        closedUntil = now.plus(pause); // for all calls but this one
        return true;
    }

    /** Reports the success of a call. */
    synchronized void succeeded() {
        failures = 0;
    }

    /** Reports the failure of a call; returns whether a pause begins with it. */
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

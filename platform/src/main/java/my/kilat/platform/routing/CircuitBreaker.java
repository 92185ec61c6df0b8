package my.kilat.platform.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A circuit breaker: after several failures in a row it admits no calls to the server for a pause. After the pause it admits one
 * call; its success admits all others again, its failure begins another pause. The outcome of a call counts only until the breaker
 * opens, closes or admits another single call: a late one says nothing about the server of now. Safe for use by several threads.
 */
final class CircuitBreaker {
    private final int most;
    private final Duration pause;
    private final InstantSource clock;

    // Guarded by this.
    private int failures;
    private Instant closedUntil = Instant.MIN;
    private long period;

    /**
     * An admitted call, with which its outcome is reported.
     *
     * @param period of the breaker in which it began
     */
    record Attempt(long period) {}

    /**
     * @param most failures in a row after which the pause begins
     * @param pause how long no call is admitted
     */
    CircuitBreaker(int most, Duration pause, InstantSource clock) {
        this.most = most;
        this.pause = pause;
        this.clock = clock;
    }

    /** A call that is admitted now, whose caller reports the outcome; empty if none is. */
    synchronized Optional<Attempt> admit() {
        if (failures >= most) {
            Instant now = clock.instant();
            if (now.isBefore(closedUntil)) {
                return Optional.empty();
            }
            closedUntil = now.plus(pause); // for all calls but this one
            period++;
        }
        return Optional.of(new Attempt(period));
    }

    /** Whether calls are held back: all of them, or all but the one that tries. */
    synchronized boolean isOpen() {
        return failures >= most;
    }

    /** Reports the success of a call. */
    synchronized void succeeded(Attempt attempt) {
        if (attempt.period != period) {
            return;
        }
        if (failures >= most) {
            period++;
        }
        failures = 0;
    }

    /** Reports the failure of a call; returns whether the breaker opens with it. */
    synchronized boolean failed(Attempt attempt) {
        if (attempt.period != period) {
            return false;
        }
        boolean wasClosed = failures < most;
        failures = Math.min(failures + 1, most);
        if (failures < most) {
            return false;
        }
        closedUntil = clock.instant().plus(pause);
        period++;
        return wasClosed;
    }
}

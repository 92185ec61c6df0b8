package my.kilat.payment.settlement;

import java.time.Instant;
import java.time.InstantSource;
import my.kilat.payment.domain.Patience;

/**
 * What time it is, and how long to wait for what.
 *
 * @param clock the time that all instances have in common, in microseconds
 */
public record Timing(InstantSource clock, Patience patience) {
    /** The time. */
    public Instant now() {
        return clock.instant();
    }

    /** Until when whoever takes up a task now may be busy with it. */
    public Instant leaseFrom(Instant now) {
        return now.plus(patience.lease());
    }
}

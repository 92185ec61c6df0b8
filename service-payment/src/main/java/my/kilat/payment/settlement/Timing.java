package my.kilat.payment.settlement;

import java.time.Instant;
import java.time.InstantSource;
import my.kilat.payment.domain.Patience;

/**
 * The clock and the timeouts of payments.
 *
 * @param clock the time that all instances share, in microseconds
 */
public record Timing(InstantSource clock, Patience patience) {
    /** The time. */
    public Instant now() {
        return clock.instant();
    }

    /** The end of a lease on a task that is claimed now. */
    public Instant leaseFrom(Instant now) {
        return now.plus(patience.lease());
    }
}

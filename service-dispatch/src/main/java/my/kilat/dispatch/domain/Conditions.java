package my.kilat.dispatch.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a booking is offered.
 *
 * @param requireEscrow whether only once its money is held, as the booking service has it
 * @param ahead how long before the time for which it is wanted at the earliest
 * @param delay how long after it could be offered its first round begins, so that a booking which is accepted from the open list
 *     at once costs no offers
 */
public record Conditions(boolean requireEscrow, Duration ahead, Duration delay) {

    /** Whether the money, which is held or not, is no hindrance. */
    boolean allow(boolean held) {
        return held || !requireEscrow;
    }

    /** The moment from which an order may be offered: now, unless it is for later. */
    Instant begin(@Nullable Order order, Instant now) {
        Instant wanted = order == null ? null : order.scheduledAt();
        Instant begin = wanted == null ? now : wanted.minus(ahead);
        return begin.isAfter(now) ? begin : now;
    }
}

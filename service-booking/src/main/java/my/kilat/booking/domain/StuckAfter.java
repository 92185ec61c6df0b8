package my.kilat.booking.domain;

import java.time.Duration;

/**
 * From when on a booking counts as stuck: an operator should look at it, because the people who could make the next step have not
 * made it. It follows from the settings of the {@link Deadlines}: a booking is stuck from the moment at which those who are waited for
 * are reminded, until the platform makes the step in their stead.
 *
 * @param requested an open job, from the latest of its request, its payment and its planned time on
 * @param unpaid the same while it waits for its payment
 * @param accepted from the acceptance or the planned time on
 * @param rideFactor under way, in multiples of the estimated duration
 * @param delivered from the delivery on
 */
public record StuckAfter(Duration requested, Duration unpaid, Duration accepted, int rideFactor, Duration delivered) {
    /** The timer confirms within minutes what is due; a delivery that still waits then is held up by something else. */
    private static final Duration TIMER_TAKES = Duration.ofHours(1);

    /** What follows from the settings of the deadlines and {@code AUTO_CONFIRM_AFTER}. */
    public static StuckAfter of(Deadlines.Limits limits, Duration autoConfirmAfter) {
        return new StuckAfter(
                limits.requestExpires().dividedBy(2),
                limits.unpaidExpires().dividedBy(2),
                limits.pickupOverdue().dividedBy(2),
                limits.rideOverdueFactor(),
                autoConfirmAfter.plus(TIMER_TAKES));
    }
}

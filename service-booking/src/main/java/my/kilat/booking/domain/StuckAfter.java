package my.kilat.booking.domain;

import java.time.Duration;

/**
 * After how long in the same state a booking counts as stuck. An operator should look at it; nothing happens to it.
 *
 * @param requested on offer, or from half an hour before its time if it is scheduled
 * @param accepted until it is picked up
 * @param inProgress until it is delivered
 * @param delivered until it is completed
 */
public record StuckAfter(Duration requested, Duration accepted, Duration inProgress, Duration delivered) {
    /** What dispatchers and the timer of confirmations need, with room to spare. */
    public static final StuckAfter USUAL =
            new StuckAfter(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(25));
}

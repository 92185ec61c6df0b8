package my.kilat.booking.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long bookings are kept from all runners but those they are offered to. A time and no event ends that, so that nothing
 * waits when there are no offers.
 *
 * @param lasts from the moment at which offers can begin; zero for not at all
 * @param ahead how long before the time of a planned ride its offers begin
 */
public record OffersFirst(Duration lasts, Duration ahead) {
    /** Bookings are open to every runner at once. */
    public static final OffersFirst NOT_AT_ALL = new OffersFirst(Duration.ZERO, Duration.ZERO);

    /** Whether bookings are kept at all. */
    public boolean isOn() {
        return lasts.isPositive();
    }

    /** When an open job becomes one for every runner. It became an open job when it was changed last. */
    Instant opensToAll(Booking booking) {
        Instant offered = booking.updatedAt();
        Instant start = booking.ride().scheduledAt();
        if (start != null && start.minus(ahead).isAfter(offered)) {
            offered = start.minus(ahead);
        }
        return offered.plus(lasts);
    }

    /** Open jobs that were changed last after this moment are kept. */
    public Instant changedSince(Instant now) {
        return now.minus(lasts);
    }

    /** Open jobs that are planned for after this moment are kept. */
    public Instant plannedAfter(Instant now) {
        return now.minus(lasts).plus(ahead);
    }
}

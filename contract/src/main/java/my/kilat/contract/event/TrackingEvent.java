package my.kilat.contract.event;

import java.util.UUID;

/** What happens on a trip; written by the tracking service. */
public sealed interface TrackingEvent extends DomainEvent permits TrackingStarted, TrackingUpdated, TrackingCompleted {

    UUID trackId();

    UUID bookingId();

    /** The runner's user id. */
    UUID runnerId();

    @Override
    default UUID key() {
        return bookingId();
    }
}

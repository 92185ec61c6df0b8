package my.kilat.contract.event;

import java.util.UUID;

/** Events of trips; written by the tracking service. */
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

package my.kilat.contract.event;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The pet is on its way: follows {@link PetPickedUp} at once, in the same transaction. */
public record DeliveryInProgress(
        UUID bookingId, String bookingNumber, UUID runnerId, UUID ownerId, Instant pickedUpAt, Instant occurredAt)
        implements BookingEvent, TimelyEvent {
    private static final Duration OF_USE = Duration.ofHours(1);

    /** An hour after it began: most rides are over by then. */
    @Override
    public Instant usefulUntil() {
        return pickedUpAt.plus(OF_USE);
    }
}

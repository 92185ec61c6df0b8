package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/** The pet is on its way: follows {@link PetPickedUp} at once, in the same transaction. */
public record DeliveryInProgress(
        UUID bookingId, String bookingNumber, UUID runnerId, UUID ownerId, Instant pickedUpAt, Instant occurredAt)
        implements BookingEvent {}

package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/** The runner has picked up the pet. */
public record PetPickedUp(
        UUID bookingId, String bookingNumber, UUID runnerId, UUID ownerId, Instant pickedUpAt, Instant occurredAt)
        implements BookingEvent {}

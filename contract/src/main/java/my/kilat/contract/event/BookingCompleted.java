package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/**
 * The ride is over, and the money is settled.
 *
 * @param finalPriceCents sen
 * @param currency always {@code MYR}
 */
public record BookingCompleted(
        UUID bookingId,
        String bookingNumber,
        UUID runnerId,
        UUID ownerId,
        long finalPriceCents,
        String currency,
        Instant occurredAt)
        implements BookingEvent {}

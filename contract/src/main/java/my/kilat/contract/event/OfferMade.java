package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A runner is offered a booking.
 *
 * @param runnerId user id of the runner
 * @param round which round of the search it belongs to, from 1
 * @param expiresAt until when the runner can answer
 */
public record OfferMade(
        UUID bookingId,
        String bookingNumber,
        UUID offerId,
        UUID runnerId,
        int round,
        Instant expiresAt,
        Instant occurredAt)
        implements DispatchEvent, TimelyEvent {

    @Override
    public Instant usefulUntil() {
        return expiresAt;
    }
}

package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A confirmation that the pet has arrived. It comes twice: first from the runner, which ends the trip, then from the owner or
 * the timer, which releases the money.
 *
 * @param confirmedBy who confirmed it; the owner if missing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryConfirmed(
        UUID bookingId,
        String bookingNumber,
        UUID runnerId,
        UUID ownerId,
        Instant deliveredAt,
        @Nullable ConfirmedBy confirmedBy,
        Instant occurredAt)
        implements BookingEvent {}

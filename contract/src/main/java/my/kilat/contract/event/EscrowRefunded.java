package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The owner has the money back.
 *
 * @param amountCents sen
 * @param currency always {@code MYR}
 * @param refundReason the reason given by an admin, or {@code booking cancelled: <reason>}
 * @param runnerId only if a runner had accepted
 * @param attempt 1 for the first payment of the booking, one more for each that follows; the higher counts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EscrowRefunded(
        UUID paymentId,
        UUID bookingId,
        UUID ownerId,
        long amountCents,
        String currency,
        String refundReason,
        @Nullable UUID runnerId,
        @Nullable String bookingNumber,
        @Nullable Integer attempt,
        Instant occurredAt)
        implements PaymentEvent {}

package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The owner's money is held.
 *
 * @param stripePaymentId the provider's id of the payment
 * @param amountCents sen
 * @param currency always {@code MYR}
 * @param attempt 1 for the first payment of the booking, one more for each that follows; the higher counts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EscrowHeld(
        UUID paymentId,
        UUID bookingId,
        String stripePaymentId,
        long amountCents,
        String currency,
        @Nullable UUID ownerId,
        @Nullable String bookingNumber,
        @Nullable Integer attempt,
        Instant occurredAt)
        implements PaymentEvent {}

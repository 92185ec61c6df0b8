package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The money was paid out to the runner and the platform. The two shares add up to the held amount.
 *
 * @param runnerPayoutCents sen
 * @param platformFeeCents sen
 * @param currency always {@code MYR}
 * @param attempt 1 for the first payment of the booking, one more for each that follows; the higher counts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EscrowReleased(
        UUID paymentId,
        UUID bookingId,
        UUID runnerId,
        long runnerPayoutCents,
        long platformFeeCents,
        String currency,
        @Nullable UUID ownerId,
        @Nullable String bookingNumber,
        @Nullable Integer attempt,
        Instant occurredAt)
        implements PaymentEvent {}

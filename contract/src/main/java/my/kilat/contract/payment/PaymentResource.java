package my.kilat.contract.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The money of one booking. Amounts are whole sen, and the fee and the payout add up to the amount.
 *
 * @param ownerId user id of the payer
 * @param runnerId user id of the runner; omitted until known
 * @param paymentMethod such as {@code card}, perhaps empty
 * @param stripePaymentId the provider's id of it, empty until there is one
 * @param refundReason empty unless refunded
 * @param bookingNumber omitted until known
 * @param redirectUrl absolute URL of the payment's page; only in the response to initiate
 * @param paymentIntentId the same as stripePaymentId; only in the response to initiate
 * @param actionUrl the provider's page that the payer has to open before the money is held; only in the response to initiate,
 *     and while an action is required
 * @param actionExpiresAt the deadline of that action; together with actionUrl
 * @param authorisesAt only while pending, for a ride so far ahead that its money cannot be held until then: when it will be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentResource(
        UUID id,
        UUID bookingId,
        UUID ownerId,
        @Nullable UUID runnerId,
        EscrowStatus escrowStatus,
        long amountCents,
        long platformFeeCents,
        long runnerPayoutCents,
        String currency,
        String paymentMethod,
        String stripePaymentId,
        @Nullable Instant escrowHeldAt,
        @Nullable Instant escrowReleasedAt,
        @Nullable Instant refundedAt,
        String refundReason,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String bookingNumber,
        @Nullable String redirectUrl,
        @Nullable String paymentIntentId,
        @Nullable String actionUrl,
        @Nullable Instant actionExpiresAt,
        @Nullable Instant authorisesAt) {}

package my.kilat.contract.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An owner pays for a booking.
 *
 * @param amountCents sen; must be the booking's price
 * @param currency MYR, also when missing
 * @param customerEmail for the receipt; the account's address when missing or blank
 * @param paymentMethod {@code card} when missing or blank; the simulated provider also knows test cards
 */
public record InitiatePaymentRequest(
        UUID bookingId,
        long amountCents,
        @Nullable String currency,
        @Nullable String customerEmail,
        @Nullable String paymentMethod) {}

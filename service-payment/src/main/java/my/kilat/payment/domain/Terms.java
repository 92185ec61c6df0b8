package my.kilat.payment.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * The immutable terms of a payment.
 *
 * @param attempt 1 for the first payment of a booking, one more after each that failed
 * @param ownerId user id of the payer
 * @param method such as {@code card}
 * @param customerEmail for the receipt, perhaps empty
 * @param checkoutKey the secret part of the link to its page
 */
public record Terms(
        UUID id,
        UUID bookingId,
        int attempt,
        String bookingNumber,
        UUID ownerId,
        Split split,
        String currency,
        String method,
        String customerEmail,
        String checkoutKey,
        Instant createdAt) {

    /** Path and query of its page. */
    public String page() {
        return "/api/v1/payments/" + id + "/checkout?key=" + checkoutKey;
    }

    /** Omits the e-mail address and the secret of the link. */
    @Override
    public String toString() {
        return "payment " + id + " of booking " + bookingId;
    }
}

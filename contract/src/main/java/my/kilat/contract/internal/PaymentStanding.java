package my.kilat.contract.internal;

import java.util.UUID;
import my.kilat.contract.payment.EscrowStatus;

/**
 * The latest payment of a booking.
 *
 * @param attempt the number of the payment within its booking, from 1
 * @param lapsed failed after the money was held: it could be neither kept nor paid out and is back with the owner
 * @param amountCents sen
 */
public record PaymentStanding(
        UUID bookingId,
        UUID paymentId,
        int attempt,
        EscrowStatus escrowStatus,
        boolean lapsed,
        UUID ownerId,
        long amountCents) {}

package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A payment was started; no money has moved.
 *
 * @param amountCents sen
 * @param currency always {@code MYR}
 */
public record EscrowCreated(
        UUID paymentId, UUID bookingId, UUID ownerId, long amountCents, String currency, Instant occurredAt)
        implements PaymentEvent {}

package my.kilat.contract.event;

import java.util.UUID;

/** Events of payments; written by the payment service. Amounts are whole sen. */
public sealed interface PaymentEvent extends DomainEvent
        permits EscrowCreated, EscrowHeld, EscrowReleased, EscrowRefunded, PaymentFailed {

    UUID paymentId();

    UUID bookingId();

    @Override
    default UUID key() {
        return bookingId();
    }
}

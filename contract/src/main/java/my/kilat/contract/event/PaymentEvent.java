package my.kilat.contract.event;

import java.util.UUID;

/** What happens to the money of a booking; written by the payment service. Amounts are whole sen. */
public sealed interface PaymentEvent extends DomainEvent
        permits EscrowCreated, EscrowHeld, EscrowReleased, EscrowRefunded, PaymentFailed {

    UUID paymentId();

    UUID bookingId();

    @Override
    default UUID key() {
        return bookingId();
    }
}

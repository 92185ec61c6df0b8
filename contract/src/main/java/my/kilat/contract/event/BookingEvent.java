package my.kilat.contract.event;

import java.util.UUID;

/** Events of bookings; written by the booking service. */
public sealed interface BookingEvent extends DomainEvent
        permits BookingRequested,
                BookingAccepted,
                PetPickedUp,
                DeliveryInProgress,
                DeliveryConfirmed,
                BookingCompleted,
                BookingCancelled {

    UUID bookingId();

    /** {@code BK-} and six characters, for people. */
    String bookingNumber();

    @Override
    default UUID key() {
        return bookingId();
    }
}

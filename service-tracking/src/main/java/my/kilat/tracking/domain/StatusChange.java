package my.kilat.tracking.domain;

import static my.kilat.contract.booking.BookingStatus.ACCEPTED;
import static my.kilat.contract.booking.BookingStatus.CANCELLED;
import static my.kilat.contract.booking.BookingStatus.COMPLETED;
import static my.kilat.contract.booking.BookingStatus.DELIVERED;
import static my.kilat.contract.booking.BookingStatus.IN_PROGRESS;
import static my.kilat.contract.booking.BookingStatus.REQUESTED;

import java.time.Instant;
import java.util.Optional;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.PetPickedUp;

/** A change of a booking's state. */
public record StatusChange(BookingStatus from, BookingStatus to, Instant at) {
    /** The change that an event tells of; some tell of none. */
    public static Optional<StatusChange> toldBy(BookingEvent event) {
        return switch (event) {
            case BookingRequested requested when requested.reoffer() -> change(event, ACCEPTED, REQUESTED);
            case BookingRequested _ -> Optional.empty(); // it did not exist before
            case BookingAccepted _ -> change(event, REQUESTED, ACCEPTED);
            case PetPickedUp _ -> change(event, ACCEPTED, IN_PROGRESS);
            case DeliveryInProgress _ -> Optional.empty(); // the same change as the pick-up before it
            case DeliveryConfirmed confirmed
            when confirmed.confirmedBy() == ConfirmedBy.RUNNER -> change(event, IN_PROGRESS, DELIVERED);
            case DeliveryConfirmed _ -> Optional.empty(); // delivered before; the completion follows
            case BookingCompleted _ -> change(event, DELIVERED, COMPLETED);
            case BookingCancelled cancelled -> change(event, before(cancelled), CANCELLED);
        };
    }

    private static Optional<StatusChange> change(BookingEvent event, BookingStatus from, BookingStatus to) {
        return Optional.of(new StatusChange(from, to, event.occurredAt()));
    }

    private static BookingStatus before(BookingCancelled cancelled) {
        if (cancelled.previousStatus() != null) {
            return cancelled.previousStatus();
        }
        return cancelled.runnerId() == null ? REQUESTED : ACCEPTED;
    }
}

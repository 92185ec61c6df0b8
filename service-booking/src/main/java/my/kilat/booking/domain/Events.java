package my.kilat.booking.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.platform.money.Money;

/** What the world is told of a booking. */
final class Events {
    private Events() {}

    static BookingRequested requested(Booking booking, Instant now) {
        Ride ride = booking.ride();
        return new BookingRequested(
                booking.id(),
                booking.number(),
                booking.ownerId(),
                ride.pet().petType(),
                ride.pet().name(),
                ride.pickup().latitude(),
                ride.pickup().longitude(),
                ride.dropoff().latitude(),
                ride.dropoff().longitude(),
                ride.priceCents(),
                Money.CURRENCY,
                ride.scheduledAt(),
                false,
                booking.version(),
                now);
    }

    static BookingAccepted accepted(Booking booking, UUID runner, Instant now) {
        Ride ride = booking.ride();
        return new BookingAccepted(
                booking.id(),
                booking.number(),
                runner,
                booking.ownerId(),
                ride.pickup().latitude(),
                ride.pickup().longitude(),
                ride.dropoff().latitude(),
                ride.dropoff().longitude(),
                booking.version() + 1,
                now);
    }

    static PetPickedUp pickedUp(Booking booking, State.InProgress aboard, Instant now) {
        return new PetPickedUp(
                booking.id(), booking.number(), aboard.runnerId(), booking.ownerId(), aboard.pickedUpAt(), now);
    }

    static DeliveryInProgress underWay(Booking booking, State.InProgress aboard, Instant now) {
        return new DeliveryInProgress(
                booking.id(), booking.number(), aboard.runnerId(), booking.ownerId(), aboard.pickedUpAt(), now);
    }

    static DeliveryConfirmed deliveryConfirmed(
            Booking booking, State.Delivered delivered, ConfirmedBy by, Instant now) {
        return new DeliveryConfirmed(
                booking.id(),
                booking.number(),
                delivered.runnerId(),
                booking.ownerId(),
                delivered.deliveredAt(),
                by,
                now);
    }

    static BookingCompleted completed(Booking booking, State.Completed completed, Instant now) {
        return new BookingCompleted(
                booking.id(),
                booking.number(),
                completed.runnerId(),
                booking.ownerId(),
                completed.finalPriceCents(),
                Money.CURRENCY,
                now);
    }

    static BookingCancelled cancelled(Booking booking, State.Cancelled cancelled, Instant now) {
        return new BookingCancelled(
                booking.id(),
                booking.number(),
                cancelled.by(),
                cancelled.note(),
                booking.ownerId(),
                cancelled.runnerId(),
                booking.status(),
                cancelled.as(),
                now);
    }
}

package my.kilat.booking.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.booking.PetSpec;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.NoticeGiven;
import my.kilat.contract.event.NoticeOccasion;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.platform.money.Money;
import org.jspecify.annotations.Nullable;

/** The events that a booking emits. */
final class Events {
    private Events() {}

    static BookingRequested requested(Booking booking, Instant now) {
        return onOffer(booking, false, null, booking.version(), now);
    }

    static BookingRequested offeredAgain(Booking booking, Instant now) {
        return onOffer(booking, true, booking.state().runner().orElse(null), booking.version() + 1, now);
    }

    private static BookingRequested onOffer(
            Booking booking, boolean again, @Nullable UUID previousRunner, int version, Instant now) {
        Ride ride = booking.ride();
        PetSpec pet = ride.pet();
        return new BookingRequested(
                booking.id(),
                booking.number(),
                booking.ownerId(),
                pet.petType(),
                pet.name(),
                ride.pickup().latitude(),
                ride.pickup().longitude(),
                ride.dropoff().latitude(),
                ride.dropoff().longitude(),
                ride.priceCents(),
                Money.CURRENCY,
                ride.scheduledAt(),
                again,
                previousRunner,
                pet.petTypeLabel() == null ? PetKind.of(pet.petType().word()) : pet.petTypeLabel(),
                ride.crate(),
                version,
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

    /** Something that the parties should know though nothing has changed for them, or not only for them. */
    static NoticeGiven notice(Booking booking, NoticeOccasion occasion, @Nullable Instant until, Instant now) {
        return new NoticeGiven(
                booking.id(),
                booking.number(),
                occasion,
                booking.ownerId(),
                booking.state().runner().orElse(null),
                until,
                now);
    }
}

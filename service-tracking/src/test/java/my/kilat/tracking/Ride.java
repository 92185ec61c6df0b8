package my.kilat.tracking;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PetType;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.contract.event.RunnerLocationUpdate;
import org.jspecify.annotations.Nullable;

/** One booking as the booking service tells of it, minute by minute from its request on. */
record Ride(UUID booking, String number, UUID owner, UUID runner, Instant requestedAt) {
    static Ride any() {
        UUID booking = UUID.randomUUID();
        return new Ride(
                booking,
                "BK-" + booking.toString().substring(0, 6).toUpperCase(java.util.Locale.ROOT),
                UUID.randomUUID(),
                UUID.randomUUID(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3600));
    }

    /** The same booking in the hands of another runner. */
    Ride with(UUID otherRunner) {
        return new Ride(booking, number, owner, otherRunner, requestedAt);
    }

    Instant minute(int minutes) {
        return requestedAt.plusSeconds(minutes * 60L);
    }

    BookingRequested requested() {
        return request(false, null, 0);
    }

    /** The request of a ride for later. */
    BookingRequested plannedFor(Instant scheduledAt) {
        return request(false, scheduledAt, 0);
    }

    /** The request of a ride whose time has changed. */
    BookingRequested plannedFor(Instant scheduledAt, int version) {
        BookingRequested told = plannedFor(scheduledAt);
        return new BookingRequested(
                booking,
                number,
                owner,
                told.petType(),
                told.petName(),
                told.pickupLat(),
                told.pickupLng(),
                told.dropoffLat(),
                told.dropoffLng(),
                told.estimatedPriceCents(),
                told.currency(),
                scheduledAt,
                false,
                version,
                told.occurredAt());
    }

    BookingRequested reoffered(int minute) {
        return request(true, null, minute);
    }

    private BookingRequested request(boolean reoffer, @Nullable Instant scheduledAt, int minute) {
        return new BookingRequested(
                booking,
                number,
                owner,
                PetType.CAT,
                "Milo",
                3.139,
                101.6869,
                3.15,
                101.71,
                1228,
                "MYR",
                scheduledAt,
                reoffer,
                null,
                minute(minute));
    }

    /** As an instance tells it whose clock shows that time. */
    BookingAccepted accepted(int version, Instant at) {
        return new BookingAccepted(booking, number, runner, owner, 3.139, 101.6869, 3.15, 101.71, version, at);
    }

    /** As an instance tells it whose clock shows that time. */
    BookingRequested reoffered(int version, Instant at) {
        BookingRequested told = request(true, null, 0);
        return new BookingRequested(
                booking,
                number,
                owner,
                told.petType(),
                told.petName(),
                told.pickupLat(),
                told.pickupLng(),
                told.dropoffLat(),
                told.dropoffLng(),
                told.estimatedPriceCents(),
                told.currency(),
                null,
                true,
                version,
                at);
    }

    BookingAccepted accepted(int minute) {
        return new BookingAccepted(booking, number, runner, owner, 3.139, 101.6869, 3.15, 101.71, null, minute(minute));
    }

    PetPickedUp pickedUp(int minute) {
        return new PetPickedUp(booking, number, runner, owner, minute(minute), minute(minute));
    }

    DeliveryInProgress inProgress(int minute) {
        return new DeliveryInProgress(booking, number, runner, owner, minute(minute), minute(minute));
    }

    DeliveryConfirmed delivered(ConfirmedBy by, int minute) {
        return new DeliveryConfirmed(booking, number, runner, owner, minute(minute), by, minute(minute));
    }

    BookingCompleted completed(int minute) {
        return new BookingCompleted(booking, number, runner, owner, 1228, "MYR", minute(minute));
    }

    BookingCancelled cancelled(int minute) {
        return new BookingCancelled(
                booking,
                number,
                owner,
                "changed_mind",
                owner,
                runner,
                BookingStatus.ACCEPTED,
                CancelledByRole.OWNER,
                minute(minute));
    }

    RunnerLocationUpdate at(double latitude, double longitude, Instant when) {
        return new RunnerLocationUpdate(runner, null, latitude, longitude, 42.5, 71, when, when);
    }
}

package my.kilat.tracking;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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
                "BK-" + booking.toString().substring(0, 6).toUpperCase(Locale.ROOT),
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
        return request(null, false, null, minute(0));
    }

    /** The request of a ride for later. */
    BookingRequested plannedFor(Instant scheduledAt) {
        return request(scheduledAt, false, null, minute(0));
    }

    /** The request of a ride whose time has changed. */
    BookingRequested plannedFor(Instant scheduledAt, int version) {
        return request(scheduledAt, false, version, minute(0));
    }

    BookingRequested reoffered(int minute) {
        return request(null, true, null, minute(minute));
    }

    /** As an instance tells it whose clock shows that time. */
    BookingRequested reoffered(int version, Instant at) {
        return request(null, true, version, at);
    }

    private BookingRequested request(
            @Nullable Instant scheduledAt, boolean reoffer, @Nullable Integer version, Instant at) {
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
                version,
                at);
    }

    /** As an instance tells it whose clock shows that time. */
    BookingAccepted accepted(int version, Instant at) {
        return new BookingAccepted(booking, number, runner, owner, 3.139, 101.6869, 3.15, 101.71, version, at);
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

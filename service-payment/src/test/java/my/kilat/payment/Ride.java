package my.kilat.payment;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PetType;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import org.jspecify.annotations.Nullable;

/** A booking as a test imagines it, and the events that the booking service would publish about it. */
record Ride(UUID bookingId, String number, UUID ownerId, UUID runnerId, long price) {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    static Ride some() {
        return costing(2210);
    }

    static Ride costing(long price) {
        StringBuilder number = new StringBuilder("BK-");
        for (int i = 0; i < 6; i++) {
            number.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
        }
        return new Ride(UUID.randomUUID(), number.toString(), UUID.randomUUID(), UUID.randomUUID(), price);
    }

    BookingRequested requested() {
        return requested(false, 1, Instant.now());
    }

    BookingRequested requested(boolean reoffer, int version, Instant at) {
        return requested(null, reoffer, version, at);
    }

    /** A ride for later. */
    BookingRequested plannedFor(Instant start) {
        return requested(start, false, 1, Instant.now());
    }

    private BookingRequested requested(@Nullable Instant start, boolean reoffer, int version, Instant at) {
        return new BookingRequested(
                bookingId,
                number,
                ownerId,
                PetType.CAT,
                "Milo",
                3.139,
                101.6869,
                3.15,
                101.71,
                price,
                "MYR",
                start,
                reoffer,
                version,
                at);
    }

    BookingAccepted accepted() {
        return acceptedBy(runnerId, 2, Instant.now());
    }

    BookingAccepted acceptedBy(UUID runner, int version, Instant at) {
        return new BookingAccepted(bookingId, number, runner, ownerId, 3.139, 101.6869, 3.15, 101.71, version, at);
    }

    DeliveryConfirmed confirmedBy(@Nullable ConfirmedBy side) {
        Instant now = Instant.now();
        return new DeliveryConfirmed(bookingId, number, runnerId, ownerId, now, side, now);
    }

    BookingCancelled cancelled(String reason) {
        return new BookingCancelled(
                bookingId,
                number,
                ownerId,
                reason,
                ownerId,
                null,
                BookingStatus.REQUESTED,
                CancelledByRole.OWNER,
                Instant.now());
    }
}

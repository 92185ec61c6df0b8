package my.kilat.booking.cancellation;

import java.time.InstantSource;
import java.util.UUID;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.payment.PaymentLookup;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Bookings;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;

/**
 * Cancels bookings. The payment service is notified before the commit: from then on it queries this service before it takes
 * money for the booking, so that nobody can pay for a booking that was cancelled before, however late the event of the
 * cancellation arrives.
 */
public final class Cancellations {
    private final Database database;
    private final Bookings bookings;
    private final Rides rides;
    private final PaymentLookup payments;
    private final InstantSource clock;

    public Cancellations(
            Database database, Bookings bookings, Rides rides, PaymentLookup payments, InstantSource clock) {
        this.database = database;
        this.bookings = bookings;
        this.rides = rides;
        this.payments = payments;
        this.clock = clock;
    }

    /**
     * Cancels a booking, if it is theirs to cancel.
     *
     * @throws Failure.NotFound if there is no such booking
     */
    public Booking cancel(UUID id, Actor.Person actor, String reason) {
        Booking seen = bookings.find(database, id).orElseThrow(() -> new Failure.NotFound("Booking", id));
        if (seen.cancel(actor, reason, clock.instant()) instanceof Decision.Unchanged unchanged) {
            return unchanged.after();
        }
        payments.announceCancellation(id);
        return database.transact(tx -> rides.move(tx, id, booking -> booking.cancel(actor, reason, clock.instant())));
    }
}

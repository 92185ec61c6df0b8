package my.kilat.booking.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.domain.Payment;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Bookings;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.ChangeSignal;

/**
 * Stores changes of bookings that are caused by their payments: locks the bookings first, and wakes the threads that wait for
 * the change.
 */
public final class PaymentUpdates {
    private final Bookings bookings;
    private final Rides rides;
    private final RidePolicy policy;
    private final ChangeSignal waiting;

    public PaymentUpdates(Bookings bookings, Rides rides, RidePolicy policy, ChangeSignal waiting) {
        this.bookings = bookings;
        this.rides = rides;
        this.policy = policy;
        this.waiting = waiting;
    }

    /**
     * Decides what an update of its payment means for a booking.
     *
     * @throws IllegalStateException as {@link Booking#paymentChanged}
     */
    Decision decide(Booking booking, Payment update, Instant now) {
        return booking.paymentChanged(update, policy, now);
    }

    /** Locks those of the bookings that exist. */
    List<Booking> lock(Tx tx, Collection<UUID> ids) {
        return bookings.lock(tx, ids);
    }

    /** Stores changes of locked bookings, together with their events. */
    void store(Tx tx, List<Bookings.LockedChange> changed) {
        rides.storeLocked(tx, changed);
        tx.afterCommit(
                () -> changed.forEach(change -> waiting.signal(change.before().id())));
    }
}

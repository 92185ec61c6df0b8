package my.kilat.booking.payment;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
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
    private final ChangeSignal waiting;

    public PaymentUpdates(Bookings bookings, Rides rides, ChangeSignal waiting) {
        this.bookings = bookings;
        this.rides = rides;
        this.waiting = waiting;
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

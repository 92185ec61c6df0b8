package my.kilat.booking.payment;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Bookings;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.ChangeSignal;

/** Bookings while they hear of their payments: locked first, then stored, and whoever waits for the news is woken. */
public final class PaymentUpdates {
    private final Bookings bookings;
    private final Rides rides;
    private final ChangeSignal changes;

    public PaymentUpdates(Bookings bookings, Rides rides, ChangeSignal changes) {
        this.bookings = bookings;
        this.rides = rides;
        this.changes = changes;
    }

    /** Locks those of the bookings that exist. */
    List<Booking> lock(Tx tx, Collection<UUID> ids) {
        return bookings.lock(tx, ids);
    }

    /** Stores what the news has changed about locked bookings, together with its events. */
    void store(Tx tx, List<Bookings.LockedChange> changed) {
        rides.storeLocked(tx, changed);
        tx.afterCommit(
                () -> changed.forEach(change -> changes.signal(change.before().id())));
    }
}

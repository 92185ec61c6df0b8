package my.kilat.booking.payment;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Bookings;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Bell;

/** Bookings while they hear of their payments: locked first, then stored, and whoever waits for the news is woken. */
public final class Hearing {
    private final Bookings bookings;
    private final Rides rides;
    private final Bell bell;

    public Hearing(Bookings bookings, Rides rides, Bell bell) {
        this.bookings = bookings;
        this.rides = rides;
        this.bell = bell;
    }

    /** Locks those of the bookings that exist. */
    List<Booking> lock(Tx tx, Collection<UUID> ids) {
        return bookings.lock(tx, ids);
    }

    /** Stores what the news has changed about locked bookings, together with its events. */
    void store(Tx tx, List<Bookings.LockedChange> changes) {
        rides.storeLocked(tx, changes);
        tx.afterCommit(() -> changes.forEach(change -> bell.ring(change.before().id())));
    }
}

package my.kilat.booking.ride;

import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.store.Bookings;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.failure.Failure;

/** Makes moves: reads the booking, lets it decide, stores what came of it together with its events. */
public final class Rides {
    /** Whoever was overtaken that often in one request is told to look again. */
    private static final int ATTEMPTS = 3;

    private final Bookings bookings;
    private final Outbox outbox;

    public Rides(Bookings bookings, Outbox outbox) {
        this.bookings = bookings;
        this.outbox = outbox;
    }

    /**
     * Makes a move with a booking that others may be moving at the same time. If one of them is faster, the move is
     * decided again on what they have made of it: so a second tap finds its own work done, and a second runner finds the
     * job taken.
     *
     * @throws Failure.NotFound if there is no such booking
     * @throws Failure.Conflict if others were faster each time
     */
    public Booking move(Tx tx, UUID id, Function<Booking, Decision> move) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Booking before = bookings.find(tx, id).orElseThrow(() -> new Failure.NotFound("Booking", id));
            switch (move.apply(before)) {
                case Decision.Unchanged unchanged -> {
                    return unchanged.after();
                }
                case Decision.Changed changed -> {
                    if (bookings.move(tx, before, changed)) {
                        outbox.append(tx, changed.events());
                        return changed.after();
                    }
                }
            }
        }
        throw new Failure.Conflict("the booking is being changed by somebody else; look at it again and repeat");
    }

    /** Stores what came of something that happened to bookings that are locked. */
    public void storeLocked(Tx tx, Collection<Bookings.LockedChange> changes) {
        bookings.saveLocked(tx, changes);
        outbox.append(
                tx,
                changes.stream()
                        .flatMap(locked -> locked.change().events().stream())
                        .toList());
    }
}

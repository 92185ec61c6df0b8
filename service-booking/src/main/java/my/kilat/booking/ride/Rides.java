package my.kilat.booking.ride;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.domain.State;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.Declines;
import my.kilat.booking.store.Declines.Decline;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.failure.Failure;

/**
 * Makes moves: reads the booking, lets it decide, stores what came of it together with its events. A runner who had a booking
 * that waits for one again is written down as one who does not get it again, in the same transaction.
 */
public final class Rides {
    /** Whoever was overtaken that often in one request is told to look again. */
    private static final int ATTEMPTS = 3;

    private final Bookings bookings;
    private final Declines declines;
    private final Outbox outbox;

    public Rides(Bookings bookings, Declines declines, Outbox outbox) {
        this.bookings = bookings;
        this.declines = declines;
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
                        lost(before, changed.after()).ifPresent(lost -> declines.add(tx, List.of(lost)));
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
        declines.add(
                tx,
                changes.stream()
                        .flatMap(locked -> lost(locked.before(), locked.change().after()).stream())
                        .toList());
        outbox.append(
                tx,
                changes.stream()
                        .flatMap(locked -> locked.change().events().stream())
                        .toList());
    }

    private static Optional<Decline> lost(Booking before, Booking after) {
        return after.state() instanceof State.Requested requested
                ? before.state()
                        .runner()
                        .map(runner -> new Decline(
                                after.id(), runner, requested.waiting().since()))
                : Optional.empty();
    }
}

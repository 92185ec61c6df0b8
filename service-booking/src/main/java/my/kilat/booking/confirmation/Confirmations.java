package my.kilat.booking.confirmation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.State;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Bookings;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.ChangeSignal;
import my.kilat.platform.failure.Failure;

/** Confirms deliveries for owners, and waits a moment for the release of the money. */
public final class Confirmations {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final Database database;
    private final Bookings bookings;
    private final Rides rides;
    private final ChangeSignal changes;
    private final InstantSource clock;

    public Confirmations(Database database, Bookings bookings, Rides rides, ChangeSignal changes, InstantSource clock) {
        this.database = database;
        this.bookings = bookings;
        this.rides = rides;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Confirms a delivery for its owner.
     *
     * @return the booking: completed; or still delivered, when the release takes longer than three seconds or there is no
     *     money to release
     */
    public Booking confirm(UUID id, Actor.Person owner) throws InterruptedException {
        try (ChangeSignal.Waiter waiter = changes.waiter(id)) {
            Booking confirmed = database.transact(tx -> rides.move(tx, id, it -> it.confirm(owner, clock.instant())));
            return waiter.await(confirmed, Confirmations::isSettled, () -> read(id), LONGEST_WAIT);
        }
    }

    private static boolean isSettled(Booking booking) {
        return !(booking.state() instanceof State.Delivered)
                || !booking.payment().isHeld();
    }

    private Booking read(UUID id) {
        return bookings.find(database, id).orElseThrow(() -> new Failure.NotFound("Booking", id));
    }
}

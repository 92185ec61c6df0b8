package my.kilat.booking.deadline;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Deadlines;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.payment.PaymentLookup;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.DueBookings;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.platform.batch.BatchedWork;
import my.kilat.platform.database.Database;
import my.kilat.platform.http.Health;

/**
 * Does what is due for bookings that wait for people. Several instances share the work, by the time of the database: a booking
 * that is due is locked, decided about as it then is, and changed in the same transaction, so whatever happens at the
 * same moment comes either before or after.
 */
public final class DeadlineJob {
    private static final String ALARM = "deadlines";

    private final Database database;
    private final DueBookings due;
    private final Deadlines deadlines;
    private final Rides rides;
    private final PaymentLookup payments;
    private final InstantSource clock;

    public DeadlineJob(
            Database database,
            DueBookings due,
            Deadlines deadlines,
            Rides rides,
            PaymentLookup payments,
            InstantSource clock) {
        this.database = database;
        this.due = due;
        this.deadlines = deadlines;
        this.rides = rides;
        this.payments = payments;
        this.clock = clock;
    }

    /** The work on all that is due, which raises an alarm when some of it cannot be done. */
    public BatchedWork work(Health health) {
        return new BatchedWork(ALARM, "bookings", this::work, health);
    }

    private int work(int most, Set<UUID> without, List<UUID> taken) {
        Instant now = clock.instant();
        List<Booking> found = due.due(database, now, without, most);
        found.forEach(booking -> taken.add(booking.id()));
        found.stream()
                .filter(booking -> isCancelledUnpaid(booking, now))
                .forEach(booking -> payments.announceCancellation(booking.id()));
        return found.isEmpty()
                ? 0
                : database.transact(tx -> {
                    List<Bookings.LockedChange> changes = new ArrayList<>(found.size());
                    List<Booking> unchanged = new ArrayList<>();
                    for (Booking booking : due.lock(tx, taken)) {
                        switch (deadlines.decide(booking, now)) {
                            case Decision.Changed change -> changes.add(new Bookings.LockedChange(booking, change));
                            case Decision.Unchanged _ -> unchanged.add(booking);
                        }
                    }
                    int postponed = due.postpone(tx, unchanged);
                    rides.storeLocked(tx, changes);
                    return changes.size() + postponed;
                });
    }

    /** Whoever begins to pay for it from now on is refused, as when a person cancels. */
    private boolean isCancelledUnpaid(Booking booking, Instant now) {
        return !booking.payment().isHeld()
                && deadlines.decide(booking, now) instanceof Decision.Changed change
                && change.after().status() == BookingStatus.CANCELLED;
    }
}

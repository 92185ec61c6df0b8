package my.kilat.booking.confirmation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Bookings;
import my.kilat.platform.batch.BatchedWork;
import my.kilat.platform.database.Database;
import my.kilat.platform.http.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends overdue deliveries: confirms those whose owners have not responded, and closes those whose money has lapsed and was not
 * paid again. Several instances share the work, by the time of the database.
 */
public final class AutoConfirm {
    private static final Logger LOG = LoggerFactory.getLogger(AutoConfirm.class);
    private static final String ALARM = "auto-confirm";

    private final Database database;
    private final Bookings bookings;
    private final Rides rides;
    private final Deadlines deadlines;
    private final InstantSource clock;
    private final BatchedWork work;

    /**
     * The deadlines of deliveries.
     *
     * @param confirmAfter how long after the delivery it is confirmed automatically
     * @param payAgainWithin how long an owner may take to pay again
     */
    public record Deadlines(Duration confirmAfter, Duration payAgainWithin) {}

    public AutoConfirm(
            Database database,
            Bookings bookings,
            Rides rides,
            Deadlines deadlines,
            InstantSource clock,
            Health health) {
        this.database = database;
        this.bookings = bookings;
        this.rides = rides;
        this.deadlines = deadlines;
        this.clock = clock;
        this.work = new BatchedWork(ALARM, "bookings", this::end, health);
    }

    /** Ends all that is overdue now. */
    public void confirmOverdue() {
        work.run();
    }

    /**
     * Ends so many.
     *
     * @param without bookings that are left alone
     * @param taken gets the ids of those that it tried to end
     */
    private int end(int most, Set<UUID> without, List<UUID> taken) {
        return database.transact(tx -> {
            Instant now = clock.instant();
            List<Booking> overdue = bookings.lockOverdue(
                    tx, now.minus(deadlines.confirmAfter()), now.minus(deadlines.payAgainWithin()), without, most);
            taken.clear();
            List<Bookings.LockedChange> changes = new ArrayList<>(overdue.size());
            for (Booking booking : overdue) {
                taken.add(booking.id());
                if (end(booking, now) instanceof Decision.Changed change) {
                    changes.add(new Bookings.LockedChange(booking, change));
                }
            }
            rides.storeLocked(tx, changes);
            return changes.size();
        });
    }

    private static Decision end(Booking booking, Instant now) {
        if (booking.isOwed()) {
            LOG.error("booking {} is closed unpaid: its owner did not pay again", booking.number());
            return booking.closeUnpaid(now);
        }
        return booking.confirm(Actor.Platform.PLATFORM, now);
    }
}

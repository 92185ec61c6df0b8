package my.kilat.booking.confirmation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Outcome;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Bookings;
import my.kilat.platform.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confirms deliveries whose owners keep silent for too long. Several instances share the work. */
public final class AutoConfirm {
    private static final Logger LOG = LoggerFactory.getLogger(AutoConfirm.class);
    private static final int AT_ONCE = 50;

    private final Database database;
    private final Bookings bookings;
    private final Rides rides;
    private final Duration after;
    private final InstantSource clock;

    /** Confirms so long after the delivery. */
    public AutoConfirm(Database database, Bookings bookings, Rides rides, Duration after, InstantSource clock) {
        this.database = database;
        this.bookings = bookings;
        this.rides = rides;
        this.after = after;
        this.clock = clock;
    }

    /** Confirms all that is overdue now. */
    public void confirmOverdue() {
        int confirmed;
        do {
            confirmed = database.transact(tx -> {
                Instant now = clock.instant();
                List<Booking> overdue = bookings.lockOverdue(tx, now.minus(after), AT_ONCE);
                List<Bookings.LockedChange> changes = new ArrayList<>(overdue.size());
                for (Booking booking : overdue) {
                    if (booking.confirm(Actor.Platform.PLATFORM, now) instanceof Outcome.Changed change) {
                        changes.add(new Bookings.LockedChange(booking, change));
                    }
                }
                rides.storeLocked(tx, changes);
                return changes.size();
            });
            if (confirmed > 0) {
                LOG.info("confirmed {} deliveries whose owners kept silent for {}", confirmed, after);
            }
        } while (confirmed == AT_ONCE);
    }
}

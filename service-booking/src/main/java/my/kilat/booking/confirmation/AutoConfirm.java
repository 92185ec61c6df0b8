package my.kilat.booking.confirmation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Bookings;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.http.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends deliveries that nobody else ends: confirms those whose owners keep silent, and closes those whose money has lapsed and
 * was not paid again. Several instances share the work, by the time of the database.
 */
public final class AutoConfirm {
    private static final Logger LOG = LoggerFactory.getLogger(AutoConfirm.class);
    private static final String ALARM = "auto-confirm";
    private static final int AT_ONCE = 50;

    private final Database database;
    private final Bookings bookings;
    private final Rides rides;
    private final Deadlines deadlines;
    private final InstantSource clock;
    private final Health health;

    /**
     * When deliveries are ended.
     *
     * @param confirmAfter how long after the delivery it is confirmed for a silent owner
     * @param payAgainWithin for how long an owner who has to pay again is waited for
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
        this.health = health;
    }

    /** Ends all that is overdue now. */
    public void confirmOverdue() {
        Set<UUID> failed = new HashSet<>();
        int ended;
        do {
            ended = endSome(failed);
            if (ended > 0) {
                LOG.info("ended {} deliveries whose owners kept silent", ended);
            }
        } while (ended > 0);
        if (failed.isEmpty()) {
            health.clear(ALARM);
        } else {
            health.raise(
                    ALARM,
                    failed.size() + " deliveries cannot be ended, such as that of booking "
                            + failed.iterator().next());
        }
    }

    /** A batch together, or, when that cannot be stored, each by itself: one that fails keeps no other waiting. */
    private int endSome(Set<UUID> failed) {
        List<UUID> batch = new ArrayList<>();
        try {
            return end(AT_ONCE, failed, batch);
        } catch (RuntimeException e) {
            if (SqlStates.isAway(e) || batch.isEmpty()) {
                throw e;
            }
            LOG.warn("{} deliveries could not be ended together: {}", batch.size(), e.toString());
        }
        int ended = 0;
        for (int i = 0; i < batch.size(); i++) {
            List<UUID> one = new ArrayList<>();
            try {
                ended += end(1, failed, one);
            } catch (RuntimeException e) {
                if (SqlStates.isAway(e) || one.isEmpty()) {
                    throw e;
                }
                LOG.error("the delivery of booking {} cannot be ended", one.getFirst(), e);
                failed.addAll(one);
            }
        }
        return ended;
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

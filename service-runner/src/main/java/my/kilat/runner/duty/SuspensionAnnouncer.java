package my.kilat.runner.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import my.kilat.runner.store.AnnouncedSuspensions;
import my.kilat.runner.store.Duties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes which runners are suspended: in the transaction of each change, and again after a day for services that have lost their
 * copy. Suspensions that are in force and were never published, as those from before this was done, are found by comparison.
 */
public final class SuspensionAnnouncer {
    private static final Logger LOG = LoggerFactory.getLogger(SuspensionAnnouncer.class);
    private static final Duration AGAIN = Duration.ofDays(1);

    private static final int AT_ONCE = 100;

    /** While this many events wait in the outbox no more are added, since a runner needs only the latest. */
    private static final int MOST_WAITING = 1_000;

    private final Database database;
    private final Outbox outbox;
    private final InstantSource clock;

    public SuspensionAnnouncer(Database database, Outbox outbox, InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Publishes how a runner stands, whose duty is locked. */
    void announce(Tx tx, UUID user) {
        outbox.append(tx, AnnouncedSuspensions.take(tx, user, clock.instant()));
    }

    /**
     * Publishes what is due. Each runner in a transaction of its own, which holds up a change of that runner alone; one that fails is
     * due again in the next run, and keeps no other waiting.
     *
     * @throws RuntimeException what the first that failed met, once the others have had their turn
     */
    public void announceDue() {
        Instant now = clock.instant();
        List<UUID> due = AnnouncedSuspensions.due(database, now.minus(AGAIN), AT_ONCE);
        RuntimeException first = null;
        for (UUID user : due) {
            try {
                database.run(tx -> announceDue(tx, user));
            } catch (RuntimeException e) {
                if (SqlStates.concernsEverything(e)) {
                    throw e;
                }
                LOG.warn(
                        "whether runner {} is suspended cannot be published and will be tried again: {}",
                        user,
                        e.toString());
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void announceDue(Tx tx, UUID user) {
        if (!outbox.holds(tx, MOST_WAITING) && Duties.lock(tx, user).isPresent()) {
            announce(tx, user);
        }
    }
}

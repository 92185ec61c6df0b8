package my.kilat.runner.duty;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.platform.batch.BatchedWork;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.http.Health;
import my.kilat.runner.store.AnnouncedSuspensions;

/**
 * Publishes which runners are suspended: in the transaction of each change, and again after a day for services that have lost their
 * copy. Suspensions that are in force and were never published, as those from before this was done, are found by comparison.
 */
public final class SuspensionAnnouncer {
    private static final String ALARM = "suspensions";
    private static final Duration AGAIN = Duration.ofDays(1);

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

    /** The work that publishes what is due. It raises an alarm when some of it cannot be published. */
    public Runnable announcingDue(Health health) {
        return new BatchedWork(ALARM, "runners", (most, without, taken) -> announceDue(without, most, taken), health)
                ::run;
    }

    private int announceDue(Set<UUID> without, int most, List<UUID> taken) {
        return database.transact(tx -> {
            if (outbox.holds(tx, MOST_WAITING)) {
                return 0;
            }
            List<UUID> due = AnnouncedSuspensions.lockDue(tx, clock.instant().minus(AGAIN), without, most);
            taken.clear();
            taken.addAll(due);
            due.forEach(user -> announce(tx, user));
            return due.size();
        });
    }
}

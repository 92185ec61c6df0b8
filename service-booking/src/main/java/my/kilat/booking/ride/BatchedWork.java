package my.kilat.booking.ride;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.http.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off bookings that are due, a batch in a transaction. A booking that cannot be worked off keeps no other waiting: it is
 * tried by itself, passed over for the rest of the run, and raises an alarm.
 */
public final class BatchedWork {
    private static final Logger LOG = LoggerFactory.getLogger(BatchedWork.class);
    private static final int AT_ONCE = 50;

    private final String alarm;
    private final Batch batch;
    private final Health health;

    /** One batch of the work. */
    @FunctionalInterface
    public interface Batch {
        /**
         * Works off so many, in one transaction.
         *
         * @param without bookings that are left alone
         * @param taken gets the ids of those that are tried, also when it fails
         * @return how many were changed; 0 when nothing is left to be done
         */
        int work(int most, Set<UUID> without, List<UUID> taken);
    }

    /**
     * @param alarm the name of the alarm, which tells what the work is
     */
    public BatchedWork(String alarm, Batch batch, Health health) {
        this.alarm = alarm;
        this.batch = batch;
        this.health = health;
    }

    /** Works off all that is due now. */
    public void run() {
        Set<UUID> failed = new HashSet<>();
        int changed;
        do {
            changed = some(failed);
            if (changed > 0) {
                LOG.info("{}: {} bookings", alarm, changed);
            }
        } while (changed > 0);
        if (failed.isEmpty()) {
            health.clear(alarm);
        } else {
            health.raise(
                    alarm,
                    failed.size() + " bookings cannot be changed, such as "
                            + failed.iterator().next());
        }
    }

    /** A batch together, or, when that cannot be stored, each by itself. */
    private int some(Set<UUID> failed) {
        List<UUID> together = new ArrayList<>();
        try {
            return batch.work(AT_ONCE, failed, together);
        } catch (RuntimeException e) {
            if (SqlStates.isAway(e) || together.isEmpty()) {
                throw e;
            }
            LOG.warn("{}: {} bookings could not be changed together: {}", alarm, together.size(), e.toString());
        }
        int changed = 0;
        for (int i = 0; i < together.size(); i++) {
            List<UUID> one = new ArrayList<>();
            try {
                changed += batch.work(1, failed, one);
            } catch (RuntimeException e) {
                if (SqlStates.isAway(e) || one.isEmpty()) {
                    throw e;
                }
                LOG.error("{}: booking {} cannot be changed", alarm, one.getFirst(), e);
                failed.addAll(one);
            }
        }
        return changed;
    }
}

package my.kilat.platform.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.http.Health;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off rows that are due, a batch in a transaction. A row that cannot be worked off keeps no other waiting: it is tried by
 * itself, raises an alarm, and is passed over for a pause that grows from a second to five minutes. Its runs do not overlap.
 */
public final class BatchedWork {
    private static final Logger LOG = LoggerFactory.getLogger(BatchedWork.class);
    private static final int AT_ONCE = 50;

    /** With more of them the fault is a common one: nothing more is tried until the pause of some is over. */
    private static final int MOST_FAILED = 1_000;

    /** The part of those which is tried again at once, so that others have their turn in the same run. */
    private static final int MOST_RETRIED = MOST_FAILED / 2;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 9;

    private final String alarm;
    private final String rows;
    private final Batch batch;
    private final Health health;
    private final LongSupplier nanos;

    /** Rows that are passed over. */
    private final Map<UUID, Failed> failed = new HashMap<>();

    /** How often a row has failed in succession, and when it is tried again. */
    private record Failed(int times, long again) {}

    /** One batch of the work. */
    @FunctionalInterface
    public interface Batch {
        /**
         * Works off so many, in one transaction.
         *
         * @param without rows that are left alone
         * @param taken gets the ids of those that are tried, also when it fails
         * @return how many were changed; 0 when nothing is left to be done
         */
        int work(int most, Set<UUID> without, List<UUID> taken);
    }

    /**
     * @param alarm the name of the alarm, which tells what the work is
     * @param rows what the rows are, for sentences: {@code bookings}
     */
    public BatchedWork(String alarm, String rows, Batch batch, Health health) {
        this(alarm, rows, batch, health, System::nanoTime);
    }

    /** @param nanos the monotonic clock for the pauses */
    BatchedWork(String alarm, String rows, Batch batch, Health health, LongSupplier nanos) {
        this.alarm = alarm;
        this.rows = rows;
        this.batch = batch;
        this.health = health;
        this.nanos = nanos;
    }

    /** Works off all that is due now. */
    public synchronized void run() {
        Map<UUID, Failed> retried = retried();
        boolean isMore = true;
        while (isMore && failed.size() < MOST_FAILED) {
            isMore = some(retried);
        }
        if (failed.isEmpty()) {
            health.clear(alarm);
        } else {
            health.raise(
                    alarm,
                    failed.size() + " " + rows + " cannot be changed, such as "
                            + failed.keySet().iterator().next());
        }
    }

    /** Takes out those whose pause is over, half of the most at a time. */
    private Map<UUID, Failed> retried() {
        Map<UUID, Failed> over = new HashMap<>();
        long now = nanos.getAsLong();
        for (Iterator<Map.Entry<UUID, Failed>> all = failed.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<UUID, Failed> one = all.next();
            if (over.size() < MOST_RETRIED && one.getValue().again - now <= 0) {
                over.put(one.getKey(), one.getValue());
                all.remove();
            }
        }
        return over;
    }

    /** A batch together, or, when that cannot be stored, each by itself; returns whether there may be more. */
    private boolean some(Map<UUID, Failed> retried) {
        List<UUID> together = new ArrayList<>();
        try {
            return isProgress(batch.work(AT_ONCE, without(), together));
        } catch (RuntimeException e) {
            if (SqlStates.concernsEverything(e) || together.isEmpty()) {
                throw e;
            }
            LOG.warn("{}: {} {} could not be changed together: {}", alarm, together.size(), rows, e.toString());
        }
        int changed = 0;
        int failures = 0;
        for (int i = 0; i < together.size(); i++) {
            List<UUID> one = new ArrayList<>();
            try {
                changed += batch.work(1, without(), one);
            } catch (RuntimeException e) {
                if (SqlStates.concernsEverything(e) || one.isEmpty()) {
                    throw e;
                }
                one.forEach(id -> fails(id, retried.get(id), e));
                failures++;
            }
        }
        return isProgress(changed) || failures > 0;
    }

    private Set<UUID> without() {
        return new HashSet<>(failed.keySet());
    }

    private boolean isProgress(int changed) {
        if (changed > 0) {
            LOG.info("{}: {} {}", alarm, changed, rows);
        }
        return changed > 0;
    }

    private void fails(UUID id, @Nullable Failed before, RuntimeException e) {
        int times = before == null ? 1 : before.times + 1;
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        failed.put(id, new Failed(times, nanos.getAsLong() + bounded.toNanos()));
        if (times == 1) {
            LOG.error("{}: one of the {}, {}, cannot be changed and will be tried again", alarm, rows, id, e);
        } else {
            LOG.warn("{}: {} still cannot be changed, the next try is in {}: {}", alarm, id, bounded, e.toString());
        }
    }
}

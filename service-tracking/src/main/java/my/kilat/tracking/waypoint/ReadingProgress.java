package my.kilat.tracking.waypoint;

import java.time.Duration;
import java.util.List;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.event.BrokerOverview;
import my.kilat.platform.event.BrokerOverview.GroupState;
import my.kilat.platform.event.BrokerOverview.PartitionState;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was published of positions is read, by whichever instance reads it. Of a vehicle nothing may be concluded from the
 * time since its last position while newer ones may wait at the broker: after this service or the broker was away.
 *
 * <p>Positions come all the time, so that the reader is never at the end. It has caught up when it has passed the ends that the
 * partitions had when the broker was asked before.
 */
public final class ReadingProgress {
    /** The pause between two questions. */
    public static final Duration ASK_EVERY = Duration.ofSeconds(5);

    /** An older answer says nothing of what has been published since. */
    private static final long VALID_NANOS = Duration.ofSeconds(30).toNanos();

    private final BrokerOverview broker;
    private volatile @Nullable Answer last;

    private record Answer(long at, List<PartitionState> partitions, boolean hasCaughtUp) {
        boolean isValid() {
            return System.nanoTime() - at < VALID_NANOS;
        }
    }

    public ReadingProgress(BrokerOverview broker) {
        this.broker = broker;
    }

    /**
     * Asks the broker.
     *
     * @throws my.kilat.platform.background.FaultException if it cannot be asked; then nothing is known
     */
    public void ask() {
        Answer before = last;
        long at = System.nanoTime();
        try {
            List<PartitionState> now = partitions();
            last = new Answer(at, now, before != null && before.isValid() && hasPassed(now, before.partitions));
        } catch (RuntimeException e) {
            last = null;
            throw e;
        }
    }

    private List<PartitionState> partitions() {
        return broker.read().groups().stream()
                .filter(group -> group.id().equals(ConsumerGroup.TRACKING_RUNNERS.id()))
                .map(GroupState::partitions)
                .findFirst()
                .orElseThrow();
    }

    /** Whether every partition is read up to the end that it had; in their order, of which new ones are the last. */
    static boolean hasPassed(List<PartitionState> now, List<PartitionState> before) {
        if (now.isEmpty() || now.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i).committed() < before.get(i).end()) {
                return false;
            }
        }
        return true;
    }

    /** Whether all positions are read that were published until a few seconds ago. */
    public boolean hasCaughtUp() {
        Answer known = last;
        return known != null && known.hasCaughtUp && known.isValid();
    }
}

package my.kilat.platform.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import my.kilat.platform.background.Fault;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A key whose first event keeps failing, the later events of the key behind it, and when the first is tried again. */
final class BlockedKey {
    private final String key;
    private final Deque<BatchApplier.Item> events = new ArrayDeque<>();
    private @Nullable Fault fault;
    private int failures;
    private int waits;
    private long sinceNanos = System.nanoTime();
    private long dueNanos = sinceNanos;

    BlockedKey(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    void add(BatchApplier.Item item) {
        events.add(item);
    }

    /** The event that blocks the others. */
    BatchApplier.Item first() {
        return events.getFirst();
    }

    /** The first events, this many at most. */
    List<BatchApplier.Item> first(int most) {
        return events.stream().limit(most).toList();
    }

    /** Removes the first event, which is finished one way or the other; the next may be tried at once. */
    BatchApplier.Item removeFirst() {
        failures = 0;
        waits = 0;
        sinceNanos = System.nanoTime();
        dueNanos = sinceNanos;
        return events.removeFirst();
    }

    /** Removes the events of these partitions, and hands each to {@code removed}. */
    void removeOf(Collection<TopicPartition> partitions, Consumer<BatchApplier.Item> removed) {
        events.removeIf(item -> {
            boolean goes = partitions.contains(item.partition());
            if (goes) {
                removed.accept(item);
            }
            return goes;
        });
    }

    /** Records a failure of the first event that is its own fault; returns their number. */
    int failed(Fault why) {
        fault = why;
        return ++failures;
    }

    /** Records a failure of the first event that has another cause; returns their number. */
    int waited(Fault why) {
        fault = why;
        return ++waits;
    }

    /** The number of attempts at the first event. */
    int attempts() {
        return failures + waits;
    }

    /** How often it has failed for a cause other than itself. */
    int waits() {
        return waits;
    }

    /** Sets the pause before the next attempt. */
    void pause(Duration pause) {
        dueNanos = System.nanoTime() + pause.toNanos();
    }

    boolean isDue() {
        return dueNanos - System.nanoTime() <= 0;
    }

    /** Orders by the next attempt. {@code System.nanoTime} may overflow, so only differences are compared. */
    static int byDue(BlockedKey one, BlockedKey other) {
        return Long.signum(one.dueNanos - other.dueNanos);
    }

    /** Whether the first event waits for another event that has not come yet. */
    boolean waitsForAnotherEvent() {
        return fault != null && fault.cause() == Fault.Cause.EARLY;
    }

    boolean isOlderThan(BlockedKey other) {
        return sinceNanos - other.sinceNanos < 0;
    }

    /** For how long the first event has blocked the key. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }

    /** Why the first event failed. */
    String words() {
        return fault == null ? "" : fault.words();
    }
}

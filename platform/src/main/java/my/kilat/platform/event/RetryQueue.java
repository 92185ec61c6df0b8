package my.kilat.platform.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import my.kilat.contract.event.ConsumerGroup;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Retries events that failed, with exponential backoff, while events of other keys go on. Later events of the same key wait
 * behind the one that failed, so each key keeps its order.
 *
 * <p>How long an event is retried depends on the cause. One that is itself to blame becomes a dead letter after
 * {@code EVENT_ATTEMPTS} attempts; one that needs another event first, after {@code EVENT_WAIT}; one that needs
 * something that is away is retried for as long as it takes. Only the consumer's thread uses it.
 */
final class RetryQueue {
    private static final Logger LOG = LoggerFactory.getLogger(RetryQueue.class);

    /** After the event that blocked a key, the ones behind it are applied in batches of this many. */
    private static final int BATCH = 100;

    /** When no more records can be held, an event waits this long at most for another one. */
    private static final Duration LONGEST_WHEN_FULL = Duration.ofHours(1);

    private final ConsumerGroup<?> group;
    private final KafkaSettings settings;
    private final BatchApplier applier;
    private final CrashDetection crashDetection;
    private final InFlightRecords inFlight;
    private final PendingDeadLetters pendingDeadLetters;
    private final Counter retries;
    private final Map<String, BlockedKey> byKey = new HashMap<>();
    private final PriorityQueue<BlockedKey> byDue = new PriorityQueue<>(BlockedKey::byDue);

    RetryQueue(
            ConsumerGroup<?> group,
            KafkaSettings settings,
            BatchApplier applier,
            CrashDetection crashDetection,
            InFlightRecords inFlight,
            PendingDeadLetters pendingDeadLetters,
            MeterRegistry meters) {
        this.group = group;
        this.settings = settings;
        this.applier = applier;
        this.crashDetection = crashDetection;
        this.inFlight = inFlight;
        this.pendingDeadLetters = pendingDeadLetters;
        this.retries = Counter.builder("kilat.events.retries")
                .description("Attempts beyond the first")
                .tag("group", group.id())
                .register(meters);
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** Adds an event if an earlier one of its key is here; returns whether it did. */
    boolean addIfBlocked(BatchApplier.Item item) {
        BlockedKey blocked = byKey.isEmpty() ? null : byKey.get(item.key());
        if (blocked == null) {
            return false;
        }
        if (inFlight.add(item.kafkaRecord())) {
            blocked.add(item);
        }
        return true;
    }

    /** Adds an event that has failed once; from now on it blocks its key. */
    void add(BatchApplier.Item item, BatchApplier.Failure failure) {
        BlockedKey blocked = new BlockedKey(item.key());
        blocked.add(item);
        var _ = inFlight.add(item.kafkaRecord());
        byKey.put(blocked.key(), blocked);
        failed(blocked, item, failure);
        schedule(blocked);
    }

    /** Retries the events that are due, for this long at most. Throws when the database is away. */
    void retryDue(Duration most) {
        if (byKey.isEmpty()) {
            return;
        }
        long began = System.nanoTime();
        giveUpWaiting();
        while (!byDue.isEmpty() && byDue.element().isDue() && System.nanoTime() - began < most.toNanos()) {
            BlockedKey blocked = byDue.remove();
            try {
                retry(blocked);
            } finally {
                schedule(blocked);
            }
        }
    }

    private void schedule(BlockedKey blocked) {
        if (blocked.isEmpty()) {
            byKey.remove(blocked.key(), blocked);
        } else {
            byDue.add(blocked);
        }
    }

    private void retry(BlockedKey blocked) {
        BatchApplier.Item item = blocked.first();
        retries.increment(blocked.attempts() > 0 ? 1 : 0);
        if (!crashDetection.mark(item.partition(), item.kafkaRecord().offset())) {
            finishFirst(blocked);
            giveUpAfterCrashes(item.kafkaRecord());
            return;
        }
        Optional<BatchApplier.Failure> failure = applyAlone(item);
        if (failure.isPresent()) {
            failed(blocked, item, failure.get());
            return;
        }
        finishFirst(blocked);
        if (blocked.isEmpty() || crashDetection.isRecovering()) {
            return;
        }
        List<BatchApplier.Item> batch = blocked.first(BATCH);
        if (applier.applyTogether(batch).isEmpty()) {
            batch.forEach(_ -> finishFirst(blocked));
        }
    }

    /** Applies one event, which has been {@linkplain CrashDetection#mark marked}. */
    Optional<BatchApplier.Failure> applyAlone(BatchApplier.Item item) {
        Optional<BatchApplier.Failure> failure = applier.applyAlone(item, crashDetection.clearing(item.partition()));
        if (failure.isPresent()) {
            crashDetection.clear(item.partition());
        }
        return failure;
    }

    /** Makes a dead letter of a record during which the process has died as often as is allowed. */
    void giveUpAfterCrashes(ConsumerRecord<String, byte[]> kafkaRecord) {
        pendingDeadLetters.add(
                kafkaRecord, "the process died while this was being applied, and again when it was alone", 1);
        crashDetection.clear(InFlightRecords.partition(kafkaRecord));
    }

    private void failed(BlockedKey blocked, BatchApplier.Item item, BatchApplier.Failure failure) {
        if (failure.fault().cause().isElsewhere()) {
            int waits = blocked.waited(failure.fault());
            pause(blocked);
            LOG.atLevel(waits == 1 && byKey.size() <= 1 ? Level.WARN : Level.DEBUG)
                    .log(
                            "{} lets {} of {} wait: {}",
                            group.id(),
                            item.event().type().wireName(),
                            item.key(),
                            failure.fault().words());
            return;
        }
        int failures = blocked.failed(failure.fault());
        if (failures >= settings.attempts()) {
            finishFirst(blocked);
            pendingDeadLetters.add(item.kafkaRecord(), failure.fault().words(), failures);
            return;
        }
        pause(blocked);
        LOG.atWarn()
                .setMessage("{} failed on {} of {}, attempt {} of {}: {}")
                .addArgument(group.id())
                .addArgument(item.event().type().wireName())
                .addArgument(item.key())
                .addArgument(failures)
                .addArgument(settings.attempts())
                .addArgument(failure.fault().words())
                .setCause(failures == 1 ? failure.thrown() : null)
                .log();
    }

    private void pause(BlockedKey blocked) {
        blocked.pause(settings.pauseAfter(blocked.attempts()));
    }

    private void finishFirst(BlockedKey blocked) {
        inFlight.remove(blocked.removeFirst().kafkaRecord());
    }

    /**
     * Gives up the oldest event that waits for another event, once it has waited long enough: otherwise it would be read
     * again after every start, for ever. The limit is lower when no more records can be held, because then all keys wait.
     */
    private void giveUpWaiting() {
        Duration longest = settings.longestWait();
        if ((inFlight.isFull() || !inFlight.full().isEmpty()) && longest.compareTo(LONGEST_WHEN_FULL) > 0) {
            longest = LONGEST_WHEN_FULL;
        }
        Optional<BlockedKey> oldest = oldest(BlockedKey::waitsForAnotherEvent);
        if (oldest.isPresent() && oldest.get().age().compareTo(longest) > 0) {
            BlockedKey blocked = oldest.get();
            BatchApplier.Item item = blocked.first();
            int waits = blocked.waits();
            byDue.remove(blocked);
            finishFirst(blocked);
            pendingDeadLetters.add(item.kafkaRecord(), blocked.words(), waits);
            schedule(blocked);
        }
    }

    private Optional<BlockedKey> oldest(Predicate<BlockedKey> which) {
        BlockedKey oldest = null;
        for (BlockedKey blocked : byKey.values()) {
            if (which.test(blocked) && (oldest == null || blocked.isOlderThan(oldest))) {
                oldest = blocked;
            }
        }
        return Optional.ofNullable(oldest);
    }

    /** The event that has waited longest. */
    Optional<Overdue> oldest() {
        return oldest(_ -> true)
                .map(blocked ->
                        new Overdue(blocked.age(), "an event of " + blocked.key() + " waits: " + blocked.words()));
    }

    /** Forgets the events of partitions that another consumer reads from now on. */
    void drop(Collection<TopicPartition> partitions) {
        for (BlockedKey blocked : new ArrayList<>(byKey.values())) {
            blocked.removeOf(partitions, item -> inFlight.remove(item.kafkaRecord()));
            if (blocked.isEmpty()) {
                byKey.remove(blocked.key());
                byDue.remove(blocked);
            }
        }
    }

    void clear() {
        byKey.clear();
        byDue.clear();
    }
}

package my.kilat.platform.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.background.Fault;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keys whose first event keeps failing, each with the events that have to wait behind it. An event that is itself to blame
 * is given up after a number of attempts, one that waits for another event after a long time; one that waits for something
 * that is away is tried for as long as it takes. Only the consumer's thread uses it.
 */
final class RetryQueue {
    private static final Logger LOG = LoggerFactory.getLogger(RetryQueue.class);

    /** What waited behind an event that is done is applied in runs of so many. */
    private static final int RUN = 100;

    /** Where there is no more room, an event waits no longer than this for another one. */
    private static final Duration LONGEST_WITHOUT_ROOM = Duration.ofHours(1);

    private final ConsumerGroup<?> group;
    private final KafkaSettings settings;
    private final BatchApplier applier;
    private final CrashDetection crashDetection;
    private final InFlightRecords inFlight;
    private final PendingDeadLetters pendingDeadLetters;
    private final Counter retries;
    private final Map<String, Stuck> byKey = new HashMap<>();
    private final PriorityQueue<Stuck> byDue =
            new PriorityQueue<>((one, other) -> Long.signum(one.dueNanos - other.dueNanos));

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

    private static final class Stuck {
        private final String key;
        private final Deque<BatchApplier.Item> waiting = new ArrayDeque<>();
        private @Nullable Fault fault;
        private int failures;
        private int waits;
        private long sinceNanos = System.nanoTime();
        private long dueNanos = sinceNanos;

        Stuck(String key) {
            this.key = key;
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - sinceNanos);
        }
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** Puts an event behind an earlier one of its key, if there is one here. */
    boolean joinsItsKey(BatchApplier.Item item) {
        Stuck stuck = byKey.isEmpty() ? null : byKey.get(item.key());
        if (stuck == null) {
            return false;
        }
        if (inFlight.add(item.kafkaRecord())) {
            stuck.waiting.add(item);
        }
        return true;
    }

    /** Begins to retry an event that has failed once. */
    void begin(BatchApplier.Item item, BatchApplier.Failure failure) {
        Stuck stuck = new Stuck(item.key());
        stuck.waiting.add(item);
        var _ = inFlight.add(item.kafkaRecord());
        byKey.put(stuck.key, stuck);
        failed(stuck, item, failure);
        putBack(stuck);
    }

    /** Tries again what is due, for so long at most. A database that is away is thrown. */
    void retryDue(Duration most) {
        if (byKey.isEmpty()) {
            return;
        }
        long began = System.nanoTime();
        giveUpWaiting();
        while (!byDue.isEmpty()
                && byDue.element().dueNanos - System.nanoTime() <= 0
                && System.nanoTime() - began < most.toNanos()) {
            Stuck stuck = byDue.remove();
            try {
                retry(stuck);
            } finally {
                putBack(stuck);
            }
        }
    }

    private void putBack(Stuck stuck) {
        if (stuck.waiting.isEmpty()) {
            byKey.remove(stuck.key, stuck);
        } else {
            byDue.add(stuck);
        }
    }

    private void retry(Stuck stuck) {
        BatchApplier.Item item = stuck.waiting.getFirst();
        retries.increment(stuck.failures + stuck.waits > 0 ? 1 : 0);
        if (!crashDetection.mark(item.partition(), item.kafkaRecord().offset())) {
            next(stuck);
            giveUpAfterDeaths(item.kafkaRecord());
            return;
        }
        Optional<BatchApplier.Failure> failure = alone(item);
        if (failure.isPresent()) {
            failed(stuck, item, failure.get());
            return;
        }
        next(stuck);
        if (stuck.waiting.isEmpty() || crashDetection.isCareful()) {
            return;
        }
        List<BatchApplier.Item> run = stuck.waiting.stream().limit(RUN).toList();
        if (applier.applyTogether(run).isEmpty()) {
            run.forEach(_ -> next(stuck));
        }
    }

    /** Applies one event, which has been {@linkplain CrashDetection#mark marked}. */
    Optional<BatchApplier.Failure> alone(BatchApplier.Item item) {
        Optional<BatchApplier.Failure> failure = applier.applyAlone(item, crashDetection.clearing(item.partition()));
        if (failure.isPresent()) {
            crashDetection.clear(item.partition());
        }
        return failure;
    }

    /** Gives up a record with which the process died as often as it may. */
    void giveUpAfterDeaths(ConsumerRecord<String, byte[]> kafkaRecord) {
        pendingDeadLetters.add(
                kafkaRecord, "the process died while this was being applied, and again when it was alone", 1);
        crashDetection.clear(InFlightRecords.partition(kafkaRecord));
    }

    private void failed(Stuck stuck, BatchApplier.Item item, BatchApplier.Failure failure) {
        stuck.fault = failure.fault();
        if (failure.fault().cause().isElsewhere()) {
            stuck.waits++;
            pause(stuck);
            LOG.atLevel(stuck.waits == 1 && byKey.size() <= 1 ? Level.WARN : Level.DEBUG)
                    .log(
                            "{} lets {} of {} wait: {}",
                            group.id(),
                            item.event().type().wireName(),
                            item.key(),
                            failure.fault().words());
            return;
        }
        stuck.failures++;
        if (stuck.failures >= settings.attempts()) {
            int attempts = stuck.failures;
            next(stuck);
            pendingDeadLetters.add(item.kafkaRecord(), failure.fault().words(), attempts);
            return;
        }
        pause(stuck);
        LOG.atWarn()
                .setMessage("{} failed on {} of {}, attempt {} of {}: {}")
                .addArgument(group.id())
                .addArgument(item.event().type().wireName())
                .addArgument(item.key())
                .addArgument(stuck.failures)
                .addArgument(settings.attempts())
                .addArgument(failure.fault().words())
                .setCause(stuck.failures == 1 ? failure.thrown() : null)
                .log();
    }

    private void pause(Stuck stuck) {
        stuck.dueNanos = System.nanoTime()
                + settings.pauseAfter(stuck.failures + stuck.waits).toNanos();
    }

    /** The first one of a key is dealt with, and the next may be tried at once. */
    private void next(Stuck stuck) {
        inFlight.remove(stuck.waiting.removeFirst().kafkaRecord());
        stuck.failures = 0;
        stuck.waits = 0;
        stuck.sinceNanos = System.nanoTime();
        stuck.dueNanos = stuck.sinceNanos;
    }

    /**
     * The one that has waited longest for another event is given up after a time: else it would be read again with every
     * start, for ever. That time is shorter where there is no more room, since everybody else would have to wait as well.
     */
    private void giveUpWaiting() {
        Duration longest = settings.longestWait();
        if ((inFlight.isFull() || !inFlight.full().isEmpty()) && longest.compareTo(LONGEST_WITHOUT_ROOM) > 0) {
            longest = LONGEST_WITHOUT_ROOM;
        }
        Optional<Stuck> oldest = oldest(stuck -> stuck.fault != null && stuck.fault.cause() == Fault.Cause.EARLY);
        if (oldest.isPresent() && oldest.get().age().compareTo(longest) > 0) {
            Stuck stuck = oldest.get();
            BatchApplier.Item item = stuck.waiting.getFirst();
            int attempts = stuck.waits;
            byDue.remove(stuck);
            next(stuck);
            pendingDeadLetters.add(item.kafkaRecord(), words(stuck), attempts);
            putBack(stuck);
        }
    }

    private Optional<Stuck> oldest(Predicate<Stuck> which) {
        Stuck oldest = null;
        for (Stuck stuck : byKey.values()) {
            if (which.test(stuck) && (oldest == null || stuck.sinceNanos - oldest.sinceNanos < 0)) {
                oldest = stuck;
            }
        }
        return Optional.ofNullable(oldest);
    }

    private static String words(Stuck stuck) {
        return stuck.fault == null ? "" : stuck.fault.words();
    }

    /**
     * What waits longest.
     *
     * @param age for how long
     * @param words which it is, and for what it waits
     */
    record Waiting(Duration age, String words) {}

    /** What waits longest; empty when nothing does. */
    Optional<Waiting> waiting() {
        return oldest(_ -> true)
                .map(stuck -> new Waiting(stuck.age(), "an event of " + stuck.key + " waits: " + words(stuck)));
    }

    /** Forgets what belongs to partitions that somebody else reads from now on. */
    void drop(Collection<TopicPartition> partitions) {
        for (Stuck stuck : new ArrayList<>(byKey.values())) {
            stuck.waiting.removeIf(item -> {
                boolean drops = partitions.contains(item.partition());
                if (drops) {
                    inFlight.remove(item.kafkaRecord());
                }
                return drops;
            });
            if (stuck.waiting.isEmpty()) {
                byKey.remove(stuck.key);
                byDue.remove(stuck);
            }
        }
    }

    void clear() {
        byKey.clear();
        byDue.clear();
    }
}

package my.kilat.platform.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.background.Fault;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys whose first event keeps failing, each with the events that have to wait behind it, and records for the dead letters
 * that could not be stored there yet. An event that is itself to blame is given up after a number of attempts; one that
 * waits for something else is tried for as long as it takes. Only the consumer's thread uses it.
 */
final class SetAside {
    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    /** Of one partition; then the partition is not read on until there are fewer. */
    private static final int MOST_OF_A_PARTITION = 500;

    /** Of all; then nothing is read on. */
    private static final long MOST_BYTES = 16 << 20;

    /** What waited behind an event that is done is applied in runs of so many. */
    private static final int RUN = 100;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /** Only where there is no more room: so long does an event wait for another that does not come. */
    private static final Duration LONGEST_FOR_ANOTHER = Duration.ofHours(1);

    private final ConsumerGroup group;
    private final KafkaSettings settings;
    private final BatchApplier applier;
    private final DeadLetters deadLetters;
    private final Readings readings;
    private final Counter retries;
    private final Map<String, Stuck> byKey = new HashMap<>();
    private final PriorityQueue<Stuck> byDue = new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos - b.dueNanos));
    private final Map<TopicPartition, NavigableMap<Long, ConsumerRecord<String, byte[]>>> records = new HashMap<>();
    private long bytes;

    SetAside(
            ConsumerGroup group,
            KafkaSettings settings,
            BatchApplier applier,
            DeadLetters deadLetters,
            Readings readings,
            MeterRegistry meters) {
        this.group = group;
        this.settings = settings;
        this.applier = applier;
        this.deadLetters = deadLetters;
        this.readings = readings;
        this.retries = Counter.builder("kilat.events.retries")
                .description("Attempts beyond the first")
                .tag("group", group.id())
                .register(meters);
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** Whether there is no room for more of any partition. */
    boolean isFull() {
        return bytes > MOST_BYTES;
    }

    /** Partitions of which there is no room for more. */
    Set<TopicPartition> fullPartitions() {
        Set<TopicPartition> full = new HashSet<>();
        records.forEach((partition, waiting) -> {
            if (waiting.size() >= MOST_OF_A_PARTITION) {
                full.add(partition);
            }
        });
        return full;
    }

    /** Puts an event behind an earlier one of its key, if there is one here. */
    boolean joinsItsKey(BatchApplier.Item item) {
        Stuck stuck = byKey.isEmpty() ? null : byKey.get(item.key());
        if (stuck == null) {
            return false;
        }
        if (remember(item.kafkaRecord())) {
            stuck.waiting.add(item);
        }
        return true;
    }

    /** Begins to retry an event that has failed once. */
    void begin(BatchApplier.Item item, BatchApplier.Failure failure) {
        Stuck stuck = new Stuck(item.key());
        stuck.waiting.add(item);
        remember(item.kafkaRecord());
        byKey.put(stuck.key, stuck);
        failed(stuck, item, failure);
        putBack(stuck);
    }

    /**
     * Gives up a record that cannot become an event, or is not to be tried any more. What comes behind it goes on; the record
     * itself stays here until the dead letters have it.
     */
    void giveUp(ConsumerRecord<String, byte[]> kafkaRecord, String why, int attempts) {
        LOG.error(
                "{} gives up on {}[{}]@{} after {} attempts; it goes to {}.dlq: {}",
                group.id(),
                kafkaRecord.topic(),
                kafkaRecord.partition(),
                kafkaRecord.offset(),
                attempts,
                kafkaRecord.topic(),
                why);
        remember(kafkaRecord);
        Stuck stuck = new Stuck(
                "dead letter " + kafkaRecord.topic() + " " + kafkaRecord.partition() + " " + kafkaRecord.offset());
        stuck.burial = new Burial(kafkaRecord, why, attempts, bury(kafkaRecord, why, attempts));
        byKey.put(stuck.key, stuck);
        byDue.add(stuck);
    }

    private CompletableFuture<Optional<Fault>> bury(
            ConsumerRecord<String, byte[]> kafkaRecord, String why, int attempts) {
        return deadLetters.bury(kafkaRecord, group, why, attempts);
    }

    /** Tries again what is due, for so long at most. A database that is away is thrown. */
    void retryDue(Duration most) {
        long began = System.nanoTime();
        makeRoom();
        while (!byDue.isEmpty()
                && byDue.peek().dueNanos - System.nanoTime() <= 0
                && System.nanoTime() - began < most.toNanos()) {
            Stuck stuck = byDue.remove();
            try {
                if (stuck.burial == null) {
                    retry(stuck);
                } else {
                    buryOn(stuck, stuck.burial);
                }
            } finally {
                putBack(stuck);
            }
        }
    }

    private void putBack(Stuck stuck) {
        if (stuck.waiting.isEmpty() && stuck.burial == null) {
            byKey.remove(stuck.key, stuck);
        } else {
            byDue.add(stuck);
        }
    }

    private void retry(Stuck stuck) {
        BatchApplier.Item item = stuck.waiting.getFirst();
        retries.increment(stuck.failures + stuck.waits > 0 ? 1 : 0);
        if (!readings.mark(item.partition(), item.kafkaRecord().offset())) {
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
        if (stuck.waiting.isEmpty() || readings.isCareful()) {
            return;
        }
        List<BatchApplier.Item> run = stuck.waiting.stream().limit(RUN).toList();
        if (applier.applyTogether(run).isEmpty()) {
            run.forEach(_ -> next(stuck));
        }
    }

    /** Applies one event, which has been {@linkplain Readings#mark marked}. */
    Optional<BatchApplier.Failure> alone(BatchApplier.Item item) {
        Optional<BatchApplier.Failure> failure = applier.applyAlone(item, readings.clearing(item.partition()));
        if (failure.isPresent()) {
            readings.clear(item.partition());
        }
        return failure;
    }

    /** Gives up a record with which the process died as often as it may. */
    void giveUpAfterDeaths(ConsumerRecord<String, byte[]> kafkaRecord) {
        giveUp(kafkaRecord, "the process died while this was being applied, and again when it was alone", 1);
        readings.clear(partitionOf(kafkaRecord));
    }

    private void failed(Stuck stuck, BatchApplier.Item item, BatchApplier.Failure failure) {
        stuck.fault = failure.fault();
        if (failure.fault().cause().isElsewhere()) {
            stuck.waits++;
        } else {
            stuck.failures++;
        }
        if (stuck.failures >= settings.attempts()) {
            int attempts = stuck.failures;
            next(stuck);
            giveUp(item.kafkaRecord(), failure.fault().words(), attempts);
            return;
        }
        Duration pause = settings.pauseAfter(stuck.failures + stuck.waits);
        stuck.dueNanos = System.nanoTime() + pause.toNanos();
        boolean first = stuck.failures + stuck.waits == 1;
        LOG.atWarn()
                .setMessage("{} failed on {} of {}, attempt {} of {}, again in {} ms: {}")
                .addArgument(group.id())
                .addArgument(item.event().type().wireName())
                .addArgument(item.key())
                .addArgument(stuck.failures)
                .addArgument(settings.attempts())
                .addArgument(pause.toMillis())
                .addArgument(failure.fault().words())
                .setCause(first && !failure.fault().cause().isElsewhere() ? failure.thrown() : null)
                .log();
    }

    /** The first one of a key is dealt with, and the next may be tried at once. */
    private void next(Stuck stuck) {
        forget(stuck.waiting.removeFirst().kafkaRecord());
        stuck.failures = 0;
        stuck.waits = 0;
        stuck.sinceNanos = System.nanoTime();
        stuck.dueNanos = stuck.sinceNanos;
    }

    private void buryOn(Stuck stuck, Burial burial) {
        if (burial.stored == null) {
            stuck.burial = burial.with(bury(burial.kafkaRecord, burial.why, burial.attempts));
            stuck.dueNanos = System.nanoTime() + BETWEEN_LOOKS.toNanos();
        } else if (!burial.stored.isDone()) {
            stuck.dueNanos = System.nanoTime() + BETWEEN_LOOKS.toNanos();
        } else {
            stuck.fault = burial.stored.join().orElse(null);
            if (stuck.fault == null) {
                stuck.burial = null;
                forget(burial.kafkaRecord);
            } else {
                LOG.warn("a dead letter of {} cannot be stored yet: {}", group.id(), stuck.fault.words());
                stuck.burial = burial.with(null);
                stuck.dueNanos = System.nanoTime() + settings.longestPause().toNanos();
            }
        }
    }

    /**
     * An event that waits for another is tried for as long as it takes, but must not keep everybody else from going on for
     * ever: where there is no more room, the one that has waited longest is given up, if that is very long.
     */
    private void makeRoom() {
        if (!isFull() && fullPartitions().isEmpty()) {
            return;
        }
        oldest(stuck -> stuck.fault != null && stuck.fault.cause() == Fault.Cause.EARLY && stuck.burial == null)
                .filter(stuck -> stuck.age().compareTo(LONGEST_FOR_ANOTHER) > 0)
                .ifPresent(stuck -> {
                    BatchApplier.Item item = stuck.waiting.getFirst();
                    byDue.remove(stuck);
                    int attempts = stuck.waits;
                    next(stuck);
                    giveUp(item.kafkaRecord(), String.valueOf(stuck.fault), attempts);
                    putBack(stuck);
                });
    }

    private Optional<Stuck> oldest(Function<Stuck, Boolean> which) {
        Stuck oldest = null;
        for (Stuck stuck : byKey.values()) {
            if (which.apply(stuck) && (oldest == null || stuck.sinceNanos - oldest.sinceNanos < 0)) {
                oldest = stuck;
            }
        }
        return Optional.ofNullable(oldest);
    }

    /**
     * What waits here.
     *
     * @param age of the one that has waited longest
     * @param words what it waits for
     */
    record Waiting(Duration age, String words) {}

    /** What waits here; empty when nothing does. */
    Optional<Waiting> waiting() {
        return oldest(_ -> true)
                .map(stuck -> new Waiting(
                        stuck.age(),
                        (stuck.burial == null ? "an event of " + stuck.key : "a dead letter") + " waits: "
                                + (stuck.fault == null ? "" : stuck.fault.words())));
    }

    /** The first offset of a partition that is still undone. */
    Optional<Long> firstOffset(TopicPartition partition) {
        NavigableMap<Long, ConsumerRecord<String, byte[]>> waiting = records.get(partition);
        return waiting == null ? Optional.empty() : Optional.of(waiting.firstKey());
    }

    private boolean remember(ConsumerRecord<String, byte[]> kafkaRecord) {
        boolean isNew = records.computeIfAbsent(partitionOf(kafkaRecord), _ -> new TreeMap<>())
                        .putIfAbsent(kafkaRecord.offset(), kafkaRecord)
                == null;
        bytes += isNew ? size(kafkaRecord) : 0;
        return isNew;
    }

    private void forget(ConsumerRecord<String, byte[]> kafkaRecord) {
        bytes -= size(kafkaRecord);
        records.computeIfPresent(partitionOf(kafkaRecord), (_, waiting) -> {
            waiting.remove(kafkaRecord.offset(), kafkaRecord);
            return waiting.isEmpty() ? null : waiting;
        });
    }

    private static TopicPartition partitionOf(ConsumerRecord<String, byte[]> kafkaRecord) {
        return new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition());
    }

    private static int size(ConsumerRecord<String, byte[]> kafkaRecord) {
        return Math.max(0, kafkaRecord.serializedValueSize());
    }

    /** Forgets what belongs to partitions that somebody else reads from now on. */
    void drop(Collection<TopicPartition> partitions) {
        for (Stuck stuck : new ArrayList<>(byKey.values())) {
            stuck.waiting.removeIf(item -> drops(partitions, item.kafkaRecord()));
            Burial burial = stuck.burial;
            if (burial != null && drops(partitions, burial.kafkaRecord)) {
                stuck.burial = null;
            }
            if (stuck.waiting.isEmpty() && stuck.burial == null) {
                byKey.remove(stuck.key);
                byDue.remove(stuck);
            }
        }
    }

    private boolean drops(Collection<TopicPartition> partitions, ConsumerRecord<String, byte[]> kafkaRecord) {
        if (!partitions.contains(partitionOf(kafkaRecord))) {
            return false;
        }
        forget(kafkaRecord);
        return true;
    }

    /** The topic was made anew: what waits here is nowhere else any more, and its offsets mean nothing. */
    void forgetOffsets() {
        records.clear();
    }

    void clear() {
        byKey.clear();
        byDue.clear();
        records.clear();
        bytes = 0;
    }

    /** A record on its way to the dead letters; without {@code stored} it has to set out again. */
    private record Burial(
            ConsumerRecord<String, byte[]> kafkaRecord,
            String why,
            int attempts,
            @Nullable CompletableFuture<Optional<Fault>> stored) {
        Burial with(@Nullable CompletableFuture<Optional<Fault>> next) {
            return new Burial(kafkaRecord, why, attempts, next);
        }
    }

    private static final class Stuck {
        private final String key;
        private final Deque<BatchApplier.Item> waiting = new ArrayDeque<>();
        private @Nullable Burial burial;
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
}

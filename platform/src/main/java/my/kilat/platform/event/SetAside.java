package my.kilat.platform.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import my.kilat.contract.event.ConsumerGroup;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys whose first event keeps failing, each with the events that have to wait behind it. */
final class SetAside {
    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    private final ConsumerGroup group;
    private final KafkaSettings settings;
    private final BatchApplier applier;
    private final DeadLetters deadLetters;
    private final Counter retries;
    private final Map<String, Stuck> byKey = new LinkedHashMap<>();

    SetAside(
            ConsumerGroup group,
            KafkaSettings settings,
            BatchApplier applier,
            DeadLetters deadLetters,
            MeterRegistry meters) {
        this.group = group;
        this.settings = settings;
        this.applier = applier;
        this.deadLetters = deadLetters;
        this.retries = Counter.builder("kilat.events.retries")
                .description("Attempts beyond the first")
                .tag("group", group.id())
                .register(meters);
    }

    int size() {
        return byKey.values().stream().mapToInt(stuck -> stuck.waiting.size()).sum();
    }

    /** Puts an event behind an earlier one of its key, if there is one here. */
    boolean joinsItsKey(BatchApplier.Item item) {
        Stuck stuck = byKey.get(item.key());
        if (stuck == null) {
            return false;
        }
        if (stuck.waiting.stream().noneMatch(waiting -> waiting.isSameRecord(item))) {
            stuck.waiting.add(item);
        }
        return true;
    }

    /** Begins to retry an event that has failed once. */
    void begin(BatchApplier.Item item, RuntimeException failure) {
        Stuck stuck = new Stuck();
        stuck.waiting.add(item);
        byKey.put(item.key(), stuck);
        failed(stuck, item, failure);
    }

    /** Tries again what is due. A database that is away is thrown. */
    void retryDue() {
        for (Map.Entry<String, Stuck> entry : new ArrayList<>(byKey.entrySet())) {
            Stuck stuck = entry.getValue();
            while (!stuck.waiting.isEmpty() && System.nanoTime() - stuck.dueNanos >= 0) {
                BatchApplier.Item item = stuck.waiting.getFirst();
                retries.increment(stuck.failures > 0 ? 1 : 0);
                Optional<RuntimeException> failure = applier.applyAlone(item);
                if (failure.isPresent()) {
                    failed(stuck, item, failure.get());
                } else {
                    stuck.next();
                }
            }
            if (stuck.waiting.isEmpty()) {
                byKey.remove(entry.getKey());
            }
        }
    }

    private void failed(Stuck stuck, BatchApplier.Item item, RuntimeException failure) {
        stuck.failures++;
        if (stuck.failures >= settings.attempts()) {
            giveUp(item.kafkaRecord(), failure.toString(), stuck.failures);
            stuck.next();
            if (stuck.waiting.isEmpty()) {
                byKey.remove(item.key());
            }
            return;
        }
        Duration pause = settings.pauseAfter(stuck.failures);
        stuck.dueNanos = System.nanoTime() + pause.toNanos();
        LOG.atWarn()
                .setMessage("{} failed on {} of {}, attempt {} of {}, again in {} ms: {}")
                .addArgument(group.id())
                .addArgument(item.event().type().wireName())
                .addArgument(item.key())
                .addArgument(stuck.failures)
                .addArgument(settings.attempts())
                .addArgument(pause.toMillis())
                .addArgument(failure.toString())
                .setCause(stuck.failures == 1 ? failure : null)
                .log();
    }

    /** Sends a record to the dead letters; waits until they have it. */
    void giveUp(ConsumerRecord<String, byte[]> kafkaRecord, String why, int attempts) {
        LOG.error(
                "{} gives up on {}[{}]@{} after {} attempts; it is in {}.dlq: {}",
                group.id(),
                kafkaRecord.topic(),
                kafkaRecord.partition(),
                kafkaRecord.offset(),
                attempts,
                kafkaRecord.topic(),
                why);
        deadLetters.bury(kafkaRecord, group, why, attempts);
    }

    /** The first offset of a partition that is still undone. */
    Optional<Long> firstOffset(TopicPartition partition) {
        return byKey.values().stream()
                .flatMap(stuck -> stuck.waiting.stream())
                .filter(item -> isOf(item, partition))
                .map(item -> item.kafkaRecord().offset())
                .min(Long::compare);
    }

    /** Forgets what belongs to partitions that somebody else reads from now on. */
    void drop(Collection<TopicPartition> partitions) {
        byKey.values()
                .removeIf(
                        stuck -> partitions.stream().anyMatch(partition -> isOf(stuck.waiting.getFirst(), partition)));
    }

    void clear() {
        byKey.clear();
    }

    private static boolean isOf(BatchApplier.Item item, TopicPartition partition) {
        return item.kafkaRecord().partition() == partition.partition()
                && item.kafkaRecord().topic().equals(partition.topic());
    }

    private static final class Stuck {
        private final Deque<BatchApplier.Item> waiting = new ArrayDeque<>();
        private int failures;
        private long dueNanos = System.nanoTime();

        void next() {
            waiting.removeFirst();
            failures = 0;
            dueNanos = System.nanoTime();
        }
    }
}

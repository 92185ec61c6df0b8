package my.kilat.platform.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.background.Fault;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on their way to the dead letters. Each is held until they have it, and sets out again when it could not be stored;
 * nobody waits for it. Only the consumer's thread uses it.
 */
final class Burials {
    private static final Logger LOG = LoggerFactory.getLogger(Burials.class);

    private final ConsumerGroup group;
    private final DeadLetters deadLetters;
    private final Duration pause;
    private final HeldRecords held;
    private final List<Burial> all = new ArrayList<>();

    /**
     * @param pause between two attempts to store a letter
     */
    Burials(ConsumerGroup group, DeadLetters deadLetters, Duration pause, HeldRecords held) {
        this.group = group;
        this.deadLetters = deadLetters;
        this.pause = pause;
        this.held = held;
    }

    private static final class Burial {
        private final ConsumerRecord<String, byte[]> kafkaRecord;
        private final String why;
        private final int attempts;
        private final long sinceNanos = System.nanoTime();
        private @Nullable CompletableFuture<Optional<Fault>> stored;
        private @Nullable Fault fault;
        private long dueNanos;

        Burial(ConsumerRecord<String, byte[]> kafkaRecord, String why, int attempts) {
            this.kafkaRecord = kafkaRecord;
            this.why = why;
            this.attempts = attempts;
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Sends a record on its way. */
    void add(ConsumerRecord<String, byte[]> kafkaRecord, String why, int attempts) {
        LOG.error(
                "{} gives up on {}[{}]@{} after {} attempts; it goes to {}.dlq: {}",
                group.id(),
                kafkaRecord.topic(),
                kafkaRecord.partition(),
                kafkaRecord.offset(),
                attempts,
                kafkaRecord.topic(),
                why);
        var _ = held.add(kafkaRecord);
        Burial burial = new Burial(kafkaRecord, why, attempts);
        setOut(burial);
        all.add(burial);
    }

    private void setOut(Burial burial) {
        burial.stored = deadLetters.bury(burial.kafkaRecord, group, burial.why, burial.attempts);
    }

    /** Lets go of those that have arrived, and sends others out again. */
    void look() {
        for (Iterator<Burial> each = all.iterator(); each.hasNext(); ) {
            Burial burial = each.next();
            CompletableFuture<Optional<Fault>> stored = burial.stored;
            if (stored == null) {
                if (burial.dueNanos - System.nanoTime() <= 0) {
                    setOut(burial);
                }
            } else if (stored.isDone()) {
                burial.fault = stored.join().orElse(null);
                if (burial.fault == null) {
                    held.remove(burial.kafkaRecord);
                    each.remove();
                } else {
                    LOG.warn("a dead letter of {} cannot be stored yet: {}", group.id(), burial.fault.words());
                    burial.stored = null;
                    burial.dueNanos = System.nanoTime() + pause.toNanos();
                }
            }
        }
    }

    /** The one that has been on its way for longest; empty when there is none. */
    Optional<SetAside.Waiting> waiting() {
        return all.stream()
                .findFirst()
                .map(burial -> new SetAside.Waiting(
                        Duration.ofNanos(System.nanoTime() - burial.sinceNanos),
                        "a dead letter waits to be stored"
                                + (burial.fault == null ? "" : ": " + burial.fault.words())));
    }

    /** Forgets what belongs to partitions that somebody else reads from now on. */
    void drop(Collection<TopicPartition> partitions) {
        all.removeIf(burial -> {
            boolean drops = partitions.contains(HeldRecords.partition(burial.kafkaRecord));
            if (drops) {
                held.remove(burial.kafkaRecord);
            }
            return drops;
        });
    }

    void clear() {
        all.clear();
    }
}

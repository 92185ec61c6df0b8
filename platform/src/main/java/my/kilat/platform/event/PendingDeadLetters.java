package my.kilat.platform.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
 * nobody waits for it. Those of one key are stored one after the other, so that dead letters keep the order of their events.
 * Only the consumer's thread uses it.
 */
final class PendingDeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(PendingDeadLetters.class);

    private final ConsumerGroup<?> group;
    private final DeadLetterPublisher deadLetterPublisher;
    private final Duration pause;
    private final InFlightRecords inFlight;
    private final List<Burial> all = new ArrayList<>();

    /**
     * @param pause between two attempts to store a letter
     */
    PendingDeadLetters(
            ConsumerGroup<?> group, DeadLetterPublisher deadLetterPublisher, Duration pause, InFlightRecords inFlight) {
        this.group = group;
        this.deadLetterPublisher = deadLetterPublisher;
        this.pause = pause;
        this.inFlight = inFlight;
    }

    private static final class Burial {
        private final ConsumerRecord<String, byte[]> kafkaRecord;
        private final String why;
        private final int attempts;
        private final long sinceNanos = System.nanoTime();
        private @Nullable CompletableFuture<Optional<Fault>> stored;
        private @Nullable Fault fault;
        private long dueNanos = sinceNanos;

        Burial(ConsumerRecord<String, byte[]> kafkaRecord, String why, int attempts) {
            this.kafkaRecord = kafkaRecord;
            this.why = why;
            this.attempts = attempts;
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Takes a record; the next {@link #look} sends it on its way. */
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
        var _ = inFlight.add(kafkaRecord);
        all.add(new Burial(kafkaRecord, why, attempts));
    }

    /** Lets go of those that have arrived, and sends those out that are due. */
    void look() {
        Map<@Nullable String, Burial> lastOfKey = new HashMap<>();
        for (Iterator<Burial> each = all.iterator(); each.hasNext(); ) {
            Burial burial = each.next();
            if (arrived(burial)) {
                inFlight.remove(burial.kafkaRecord);
                each.remove();
            } else {
                setOutIfDue(burial, lastOfKey.put(burial.kafkaRecord.key(), burial));
            }
        }
    }

    private boolean arrived(Burial burial) {
        CompletableFuture<Optional<Fault>> stored = burial.stored;
        if (stored == null || !stored.isDone()) {
            return false;
        }
        burial.fault = stored.join().orElse(null);
        if (burial.fault == null) {
            return true;
        }
        LOG.warn("a dead letter of {} cannot be stored yet: {}", group.id(), burial.fault.words());
        burial.stored = null;
        burial.dueNanos = System.nanoTime() + pause.toNanos();
        return false;
    }

    private void setOutIfDue(Burial burial, @Nullable Burial before) {
        if (burial.stored != null || burial.dueNanos - System.nanoTime() > 0) {
            return;
        }
        if (before == null) {
            burial.stored = bury(burial);
        } else if (before.stored != null) {
            // A fault of the one before is one of this one as well: both set out again, in order.
            burial.stored = before.stored.thenCompose(
                    fault -> fault.isPresent() ? CompletableFuture.completedFuture(fault) : bury(burial));
        }
    }

    private CompletableFuture<Optional<Fault>> bury(Burial burial) {
        return deadLetterPublisher.bury(burial.kafkaRecord, group, burial.why, burial.attempts);
    }

    /** The one that has been on its way for longest; empty when there is none. */
    Optional<RetryQueue.Waiting> waiting() {
        return all.stream()
                .findFirst()
                .map(burial -> new RetryQueue.Waiting(
                        Duration.ofNanos(System.nanoTime() - burial.sinceNanos),
                        "a dead letter waits to be stored"
                                + (burial.fault == null ? "" : ": " + burial.fault.words())));
    }

    /** Forgets what belongs to partitions that somebody else reads from now on. */
    void drop(Collection<TopicPartition> partitions) {
        all.removeIf(burial -> {
            boolean drops = partitions.contains(InFlightRecords.partition(burial.kafkaRecord));
            if (drops) {
                inFlight.remove(burial.kafkaRecord);
            }
            return drops;
        });
    }

    void clear() {
        all.clear();
    }
}

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
 * Records that are given up and that the broker has not acknowledged as dead letters yet. Each is held in memory until then,
 * and sent again after a failure; the consumer goes on meanwhile. Those of one key are sent one after the other, so that
 * dead letters keep the order of their events. Only the consumer's thread uses it.
 */
final class PendingDeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(PendingDeadLetters.class);

    private final ConsumerGroup<?> group;
    private final DeadLetterPublisher publisher;
    private final Duration backoff;
    private final InFlightRecords inFlight;
    private final List<Pending> all = new ArrayList<>();

    /**
     * @param backoff between two attempts to store a dead letter
     */
    PendingDeadLetters(
            ConsumerGroup<?> group, DeadLetterPublisher publisher, Duration backoff, InFlightRecords inFlight) {
        this.group = group;
        this.publisher = publisher;
        this.backoff = backoff;
        this.inFlight = inFlight;
    }

    private static final class Pending {
        private final ConsumerRecord<String, byte[]> kafkaRecord;
        private final String why;
        private final int attempts;
        private final long sinceNanos = System.nanoTime();
        private @Nullable CompletableFuture<Optional<Fault>> sent;
        private @Nullable Fault fault;
        private long dueNanos = sinceNanos;

        Pending(ConsumerRecord<String, byte[]> kafkaRecord, String why, int attempts) {
            this.kafkaRecord = kafkaRecord;
            this.why = why;
            this.attempts = attempts;
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Adds a record, which the next {@link #advance} sends. */
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
        all.add(new Pending(kafkaRecord, why, attempts));
    }

    /** Removes those that have been stored, and sends those that are due. Does not wait. */
    void advance() {
        Map<@Nullable String, Pending> lastOfKey = new HashMap<>();
        for (Iterator<Pending> each = all.iterator(); each.hasNext(); ) {
            Pending pending = each.next();
            if (isStored(pending)) {
                inFlight.remove(pending.kafkaRecord);
                each.remove();
            } else {
                sendIfDue(pending, lastOfKey.put(pending.kafkaRecord.key(), pending));
            }
        }
    }

    private boolean isStored(Pending pending) {
        CompletableFuture<Optional<Fault>> sent = pending.sent;
        if (sent == null || !sent.isDone()) {
            return false;
        }
        pending.fault = sent.join().orElse(null);
        if (pending.fault == null) {
            return true;
        }
        LOG.warn("a dead letter of {} cannot be stored yet: {}", group.id(), pending.fault.words());
        pending.sent = null;
        pending.dueNanos = System.nanoTime() + backoff.toNanos();
        return false;
    }

    private void sendIfDue(Pending pending, @Nullable Pending before) {
        if (pending.sent != null || pending.dueNanos - System.nanoTime() > 0) {
            return;
        }
        if (before == null) {
            pending.sent = send(pending);
        } else if (before.sent != null) {
            // When the one before fails, this one fails as well, and both are sent again in order.
            pending.sent = before.sent.thenCompose(
                    fault -> fault.isPresent() ? CompletableFuture.completedFuture(fault) : send(pending));
        }
    }

    private CompletableFuture<Optional<Fault>> send(Pending pending) {
        return publisher.publish(pending.kafkaRecord, group, pending.why, pending.attempts);
    }

    /** The one that has waited longest. */
    Optional<Overdue> oldest() {
        return all.stream()
                .findFirst()
                .map(pending -> new Overdue(
                        Duration.ofNanos(System.nanoTime() - pending.sinceNanos),
                        "a dead letter waits to be stored"
                                + (pending.fault == null ? "" : ": " + pending.fault.words())));
    }

    /** Forgets the records of partitions that another consumer reads from now on. */
    void drop(Collection<TopicPartition> partitions) {
        all.removeIf(pending -> {
            boolean goes = partitions.contains(InFlightRecords.partition(pending.kafkaRecord));
            if (goes) {
                inFlight.remove(pending.kafkaRecord);
            }
            return goes;
        });
    }

    void clear() {
        all.clear();
    }
}

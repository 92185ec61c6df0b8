package my.kilat.platform.event;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offsets of a consumer: what is finished in each of its partitions, and what of that is committed. The committed offset
 * is a watermark: everything below it is finished. So it never passes a record that is in flight, and whatever the process
 * leaves unfinished when it dies is read again. Only the consumer's thread uses it.
 *
 * <p>The id of the topic is committed with each offset, as its metadata. When a topic is deleted and created again during a
 * rebalance, a consumer may commit an offset of the old topic to the new one. Such an offset can be in range, and would skip
 * records that nobody has read; its topic id tells.
 */
final class OffsetTracker {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetTracker.class);
    static final Duration COMMIT_EVERY = Duration.ofMillis(500);
    private static final Duration COMMIT_WAIT = Duration.ofSeconds(2);

    private final String name;
    private final InFlightRecords inFlight;
    private final Map<TopicPartition, Long> finished = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private String topicId = "";
    private long lastCommit = System.nanoTime();
    private boolean settled;

    OffsetTracker(String name, InFlightRecords inFlight) {
        this.name = name;
        this.inFlight = inFlight;
    }

    /** Sets the topic that offsets belong to from now on. */
    void follow(TopicView topic) {
        topicId = topic.id().toString();
    }

    /** Seeks to the beginning of assigned partitions whose committed offset belongs to another topic. */
    void checkCommitted(Consumer<String, byte[]> consumer, Collection<TopicPartition> assigned) {
        if (assigned.isEmpty()) {
            return;
        }
        Set<TopicPartition> stale = new HashSet<>();
        consumer.committed(new HashSet<>(assigned), COMMIT_WAIT).forEach((partition, offset) -> {
            if (offset != null && isOfAnother(offset, topicId)) {
                stale.add(partition);
            }
        });
        if (!stale.isEmpty()) {
            LOG.warn("the offsets of {} in {} are of a topic that is gone; it reads from the beginning", name, stale);
            toBeginning(consumer, stale);
        }
    }

    /** Whether a committed offset belongs to another topic. One without an id was set by a tool or an older version. */
    static boolean isOfAnother(OffsetAndMetadata offset, String topicId) {
        return !offset.metadata().isEmpty() && !offset.metadata().equals(topicId);
    }

    /** Seeks, and has the next commit replace the committed offsets. */
    private void toBeginning(Consumer<String, byte[]> consumer, Collection<TopicPartition> partitions) {
        consumer.beginningOffsets(partitions, COMMIT_WAIT).forEach((partition, first) -> {
            consumer.seek(partition, first);
            finished.put(partition, first);
        });
    }

    /** Whether all that is finished was committed when that was looked at last, and nothing may have been finished since. */
    boolean isSettled() {
        return settled;
    }

    /** Records that are in flight may be finished soon. */
    void unsettle() {
        settled = false;
    }

    /** Marks a record as finished, or as in flight if it is in {@link InFlightRecords}. */
    void finish(ConsumerRecord<String, byte[]> kafkaRecord) {
        finished.put(new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition()), kafkaRecord.offset() + 1);
        settled = false;
    }

    /** Commits new offsets twice a second, without waiting; returns whether it was time to. */
    boolean commitIfDue(Consumer<String, byte[]> consumer) {
        if (System.nanoTime() - lastCommit <= COMMIT_EVERY.toNanos()) {
            return false;
        }
        lastCommit = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> news = committable();
        news.entrySet().removeIf(entry -> entry.getValue().equals(committed.get(entry.getKey())));
        settled = news.isEmpty();
        if (settled) {
            return true;
        }
        committed.putAll(news);
        consumer.commitAsync(news, (_, failure) -> {
            if (failure != null) {
                committed.clear();
                settled = false;
                LOG.debug("{} could not commit its offsets, and will again: {}", name, failure.toString());
            }
        });
        return true;
    }

    /** Commits all offsets, and waits. */
    void commit(Consumer<String, byte[]> consumer) {
        commit(consumer, committable());
    }

    /** Commits the offsets of these partitions, and waits. */
    void commit(Consumer<String, byte[]> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> leaving = committable();
        leaving.keySet().retainAll(partitions);
        commit(consumer, leaving);
    }

    private void commit(Consumer<String, byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (offsets.isEmpty()) {
            return;
        }
        try {
            commitAwake(consumer, offsets);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.debug(
                    "{} lost its partitions before it could commit; their new reader will recognise what is done",
                    name);
        } catch (KafkaException e) {
            LOG.info("{} could not commit its last offsets: {}", name, e.toString());
        }
    }

    /** A consumer that was woken to stop while it did not wait throws at the next request, which is this one. */
    private static void commitAwake(Consumer<String, byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, COMMIT_WAIT);
        } catch (WakeupException e) {
            LOG.trace("woken to stop", e);
            consumer.commitSync(offsets, COMMIT_WAIT);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        finished.forEach((partition, next) -> {
            long offset = Math.min(next, inFlight.first(partition).orElse(next));
            offsets.put(partition, new OffsetAndMetadata(offset, topicId));
        });
        return offsets;
    }

    /** The topic was deleted and created again: seeks to its beginning, and commits that. */
    void restart(Consumer<String, byte[]> consumer, TopicView topic) {
        clear();
        follow(topic);
        toBeginning(consumer, consumer.assignment());
        commit(consumer);
    }

    /** Forgets partitions that another consumer reads from now on. */
    void drop(Collection<TopicPartition> partitions) {
        finished.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
    }

    /** Forgets everything; a new consumer begins at the committed offsets. */
    void clear() {
        finished.clear();
        committed.clear();
        settled = false;
    }
}

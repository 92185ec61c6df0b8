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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a consumer has come in each of its partitions, and what of it the broker knows. A successor begins behind what is
 * finished, but not behind anything that is still held. Only the consumer's thread uses it.
 *
 * <p>A committed offset carries the id of its topic. When a topic is made anew while its readers are reassigned, offsets of
 * the log before may be committed once more, after the broker has forgotten them; in the new log such an offset would pass
 * over records that nobody has read, without being out of range.
 */
final class OffsetTracker {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetTracker.class);
    private static final long COMMIT_EVERY_NANOS = Duration.ofMillis(500).toNanos();
    private static final Duration COMMIT_WAIT = Duration.ofSeconds(2);

    private final String name;
    private final InFlightRecords inFlight;
    private final Map<TopicPartition, Long> finished = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private String topicId = "";
    private long lastCommit = System.nanoTime();

    OffsetTracker(String name, InFlightRecords inFlight) {
        this.name = name;
        this.inFlight = inFlight;
    }

    /** Offsets are of this topic from now on. */
    void follow(TopicView topic) {
        topicId = topic.id().toString();
    }

    /** Partitions that have been assigned are read from the beginning where the committed offset is of another topic. */
    void place(Consumer<String, byte[]> consumer, Collection<TopicPartition> assigned) {
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

    /** Whether a committed offset is of another topic. One without an id was set by a tool, or by a version that wrote none. */
    static boolean isOfAnother(OffsetAndMetadata offset, String topicId) {
        return !offset.metadata().isEmpty() && !offset.metadata().equals(topicId);
    }

    /** What the broker knows is replaced as well, now or, when it does not take it now, with the next commit. */
    private void toBeginning(Consumer<String, byte[]> consumer, Collection<TopicPartition> partitions) {
        consumer.beginningOffsets(partitions, COMMIT_WAIT).forEach((partition, first) -> {
            consumer.seek(partition, first);
            finished.put(partition, first);
        });
    }

    /** Nothing more is to be done about a record, unless it is held. */
    void finish(ConsumerRecord<String, byte[]> kafkaRecord) {
        finished.put(new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition()), kafkaRecord.offset() + 1);
    }

    /** Commits twice a second what is new, without waiting for it; returns whether it was time to. */
    boolean commitNowAndThen(Consumer<String, byte[]> consumer) {
        if (System.nanoTime() - lastCommit <= COMMIT_EVERY_NANOS) {
            return false;
        }
        lastCommit = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> news = committable();
        news.entrySet().removeIf(entry -> entry.getValue().equals(committed.get(entry.getKey())));
        if (news.isEmpty()) {
            return true;
        }
        committed.putAll(news);
        consumer.commitAsync(news, (_, failure) -> {
            if (failure != null) {
                committed.clear();
                LOG.debug("{} could not commit its offsets, and will again: {}", name, failure.toString());
            }
        });
        return true;
    }

    /** Commits everything, and waits for it. */
    void commit(Consumer<String, byte[]> consumer) {
        commit(consumer, committable());
    }

    /** Commits what belongs to these partitions, and waits for it. */
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
            consumer.commitSync(offsets, COMMIT_WAIT);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.debug(
                    "{} lost its partitions before it could commit; their new reader will recognise what is done",
                    name);
        } catch (KafkaException e) {
            LOG.info("{} could not commit its last offsets: {}", name, e.toString());
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

    /** The topic was made anew: it is read from its beginning, and the offsets of before are forgotten at the broker too. */
    void beginAgain(Consumer<String, byte[]> consumer, TopicView topic) {
        clear();
        follow(topic);
        toBeginning(consumer, consumer.assignment());
        commit(consumer);
    }

    /** These partitions are somebody else's now. */
    void drop(Collection<TopicPartition> partitions) {
        finished.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
    }

    /** A new consumer begins where the broker says. */
    void clear() {
        finished.clear();
        committed.clear();
    }
}

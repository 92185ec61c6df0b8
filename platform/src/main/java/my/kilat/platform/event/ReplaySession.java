package my.kilat.platform.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.Fault;
import my.kilat.platform.background.FaultException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A replay, or a discard, of the dead letters of a topic. It is a member of the consumer group of replays, so that no other
 * session works on its partitions. It reads and sorts a few thousand letters at a time, handles them, and commits which are
 * done.
 */
final class ReplaySession implements ConsumerRebalanceListener {
    private static final Duration UNTIL_ASSIGNED = Duration.ofSeconds(10);
    private static final int WINDOW = 2_000;
    private static final long WINDOW_BYTES = 16 << 20;
    private static final int COMMIT_EVERY = 100;

    private final Topic topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final DeadLetterOffsets offsets;
    private final Map<TopicPartition, AcknowledgedOffsets> mine = new HashMap<>();

    /** The action for each dead letter. */
    @FunctionalInterface
    interface Handling {
        /**
         * Handles one letter.
         *
         * @param acknowledged of the letter's partition, to add other offsets that are done with it
         */
        void handle(ConsumerRecord<String, byte[]> letter, AcknowledgedOffsets acknowledged)
                throws ExecutionException, InterruptedException;
    }

    ReplaySession(Topic topic, KafkaConsumer<String, byte[]> consumer, DeadLetterOffsets offsets) {
        this.topic = topic;
        this.consumer = consumer;
        this.offsets = offsets;
    }

    /** Joins the group, and waits for partitions. */
    void join() {
        consumer.subscribe(List.of(topic.deadLetters()), this);
        long deadline = System.nanoTime() + UNTIL_ASSIGNED.toNanos();
        while (mine.isEmpty() && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(100));
        }
        // Records that the last poll returned are read again.
        mine.forEach((partition, acknowledged) -> consumer.seek(partition, acknowledged.watermark()));
        if (mine.isEmpty()) {
            throw new FaultException(new Fault(
                    Fault.Cause.AWAY,
                    "another replay of " + topic.deadLetters() + " is under way; this one has done nothing"));
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
        for (TopicPartition partition : partitions) {
            AcknowledgedOffsets acknowledged =
                    AcknowledgedOffsets.of(committed.get(partition), offsets.begin(partition));
            mine.put(partition, acknowledged);
            consumer.seek(partition, acknowledged.watermark());
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        mine.keySet().removeAll(partitions);
    }

    /** Handles the letters that were there when the session began; returns how many. */
    int run(Predicate<DeadLetterQueue.DeadLetter> which, Handling handling)
            throws ExecutionException, InterruptedException {
        int count = 0;
        while (!isAtTheEnd()) {
            List<ConsumerRecord<String, byte[]>> window = window(which);
            for (int from = 0; from < window.size(); from += COMMIT_EVERY) {
                for (ConsumerRecord<String, byte[]> letter :
                        window.subList(from, Math.min(window.size(), from + COMMIT_EVERY))) {
                    AcknowledgedOffsets acknowledged = mine.get(partitionOf(letter));
                    if (acknowledged != null) {
                        handling.handle(letter, acknowledged);
                        acknowledged.add(letter.offset());
                        count++;
                    }
                }
                commit();
            }
        }
        commit();
        return count;
    }

    private boolean isAtTheEnd() {
        return mine.keySet().stream().allMatch(partition -> consumer.position(partition) >= offsets.end(partition));
    }

    /** The letters to handle of the next few thousand, sorted. */
    private List<ConsumerRecord<String, byte[]>> window(Predicate<DeadLetterQueue.DeadLetter> which) {
        List<ConsumerRecord<String, byte[]>> window = new ArrayList<>();
        long bytes = 0;
        while (window.size() < WINDOW && bytes < WINDOW_BYTES && !isAtTheEnd()) {
            for (ConsumerRecord<String, byte[]> letter : DeadLetterQueue.poll(consumer)) {
                AcknowledgedOffsets acknowledged = mine.get(partitionOf(letter));
                if (acknowledged == null || letter.offset() >= offsets.end(partitionOf(letter))) {
                    continue;
                }
                if (DeadLetterRecords.isNote(letter)) {
                    if (acknowledged.canAdd(letter.offset())) {
                        acknowledged.add(letter.offset());
                    }
                } else if (!acknowledged.contains(letter.offset())
                        && which.test(DeadLetterQueue.DeadLetter.of(letter))) {
                    requireRoom(acknowledged, letter);
                    window.add(letter);
                    bytes += Math.max(0, letter.serializedValueSize());
                }
            }
        }
        return ReplayOrder.of(window);
    }

    private static void requireRoom(AcknowledgedOffsets acknowledged, ConsumerRecord<String, byte[]> letter) {
        if (!acknowledged.canAdd(letter.offset())) {
            throw new FaultException(new Fault(
                    Fault.Cause.REFUSED,
                    "more than " + AcknowledgedOffsets.WINDOW + " letters wait before "
                            + DeadLetterQueue.DeadLetter.of(letter).id() + "; replay or discard those first"));
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        mine.forEach((partition, acknowledged) -> done.put(partition, acknowledged.toCommit()));
        if (!done.isEmpty()) {
            consumer.commitSync(done);
        }
    }

    private static TopicPartition partitionOf(ConsumerRecord<String, byte[]> letter) {
        return new TopicPartition(letter.topic(), letter.partition());
    }
}

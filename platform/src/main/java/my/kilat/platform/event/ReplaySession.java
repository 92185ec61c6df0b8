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
 * A replay in progress. It takes its places as a member of the group of replays, so that no other works on the same
 * partitions, and reads, orders, handles and writes down a few thousand letters at a time.
 */
final class ReplaySession implements ConsumerRebalanceListener {
    private static final Duration UNTIL_ASSIGNED = Duration.ofSeconds(10);
    private static final int WINDOW = 2_000;
    private static final long WINDOW_BYTES = 16 << 20;
    private static final int COMMIT_EVERY = 100;

    private final Topic topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final DeadLetterOffsets census;
    private final Map<TopicPartition, AcknowledgedOffsets> mine = new HashMap<>();

    /** Does something to a letter. */
    @FunctionalInterface
    interface Handling {
        /**
         * Does it.
         *
         * @param acknowledged what has been handled of the letter's partition, should anything besides it be so now
         */
        void handle(ConsumerRecord<String, byte[]> letter, AcknowledgedOffsets acknowledged)
                throws ExecutionException, InterruptedException;
    }

    ReplaySession(Topic topic, KafkaConsumer<String, byte[]> consumer, DeadLetterOffsets census) {
        this.topic = topic;
        this.consumer = consumer;
        this.census = census;
    }

    /** Waits for its places. */
    void join() {
        consumer.subscribe(List.of(topic.deadLetters()), this);
        long deadline = System.nanoTime() + UNTIL_ASSIGNED.toNanos();
        while (mine.isEmpty() && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(100));
        }
        // What the last poll may have brought is read once more.
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
                    AcknowledgedOffsets.of(committed.get(partition), census.begin(partition));
            mine.put(partition, acknowledged);
            consumer.seek(partition, acknowledged.watermark());
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        mine.keySet().removeAll(partitions);
    }

    /** Handles those that wait now; returns how many. */
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
        return mine.keySet().stream().allMatch(partition -> consumer.position(partition) >= census.end(partition));
    }

    /** What is to be handled of the next few thousand, in the order in which that is to be done. */
    private List<ConsumerRecord<String, byte[]>> window(Predicate<DeadLetterQueue.DeadLetter> which) {
        List<ConsumerRecord<String, byte[]>> window = new ArrayList<>();
        long bytes = 0;
        while (window.size() < WINDOW && bytes < WINDOW_BYTES && !isAtTheEnd()) {
            for (ConsumerRecord<String, byte[]> letter : DeadLetterQueue.poll(consumer)) {
                AcknowledgedOffsets acknowledged = mine.get(partitionOf(letter));
                if (acknowledged == null || letter.offset() >= census.end(partitionOf(letter))) {
                    continue;
                }
                if (DeadLetterQueue.isNote(letter)) {
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
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        mine.forEach((partition, acknowledged) -> offsets.put(partition, acknowledged.toCommit()));
        if (!offsets.isEmpty()) {
            consumer.commitSync(offsets);
        }
    }

    private static TopicPartition partitionOf(ConsumerRecord<String, byte[]> letter) {
        return new TopicPartition(letter.topic(), letter.partition());
    }
}

package my.kilat.platform.event;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import my.kilat.contract.event.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The offsets of a dead-letter topic at one moment, by partition.
 *
 * @param begins the lowest offset that is still there
 * @param ends the offset that the next letter will get
 * @param committed what replays have committed
 */
record DeadLetterOffsets(
        Map<TopicPartition, Long> begins,
        Map<TopicPartition, Long> ends,
        Map<TopicPartition, OffsetAndMetadata> committed) {

    /** Asks the broker; a topic that does not exist has no partitions. */
    static DeadLetterOffsets of(Admin admin, Topic topic) throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = partitions(admin, topic.deadLetters());
        if (partitions.isEmpty()) {
            return new DeadLetterOffsets(Map.of(), Map.of(), Map.of());
        }
        return new DeadLetterOffsets(
                Offsets.first(admin, partitions),
                Offsets.next(admin, partitions),
                admin.listConsumerGroupOffsets(DeadLetterQueue.GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get());
    }

    private static Set<TopicPartition> partitions(Admin admin, String name)
            throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = new HashSet<>();
        try {
            admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get()
                    .values()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
        return partitions;
    }

    /** Which letters of a partition have been replayed or discarded. */
    AcknowledgedOffsets acknowledged(TopicPartition partition) {
        return AcknowledgedOffsets.of(committed.get(partition), begin(partition));
    }

    long begin(TopicPartition partition) {
        return begins.getOrDefault(partition, 0L);
    }

    /** Letters at or above this offset were stored later. */
    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    /** How many letters are neither replayed nor discarded. */
    long waiting() {
        return ends.keySet().stream()
                .mapToLong(partition -> acknowledged(partition).waiting(end(partition)))
                .sum();
    }
}

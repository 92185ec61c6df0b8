package my.kilat.platform.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.platform.event.BrokerOverview.GroupState;
import my.kilat.platform.event.BrokerOverview.PartitionState;
import my.kilat.platform.event.BrokerOverview.Snapshot;
import my.kilat.platform.event.BrokerOverview.TopicState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What the broker has answered.
 *
 * @param partitions by the name of their topic
 * @param first the lowest offset that is still there
 * @param next the offset that the next record gets
 * @param committed by group
 */
record BrokerReading(
        Map<String, Set<TopicPartition>> partitions,
        Map<TopicPartition, Long> first,
        Map<TopicPartition, Long> next,
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed) {

    Snapshot snapshot() {
        return new Snapshot(
                Arrays.stream(Topic.values()).map(this::topic).toList(),
                ConsumerGroup.all().stream().map(this::group).toList());
    }

    private TopicState topic(Topic topic) {
        Set<TopicPartition> own = of(topic.wireName());
        long records = own.stream()
                .mapToLong(partition -> at(next, partition) - at(first, partition))
                .sum();
        return new TopicState(topic.wireName(), own.size(), records, deadLetters(topic));
    }

    private long deadLetters(Topic topic) {
        Set<TopicPartition> own = of(topic.deadLetters());
        return new DeadLetterOffsets(
                        each(own, first), each(own, next), committed.getOrDefault(DeadLetterQueue.GROUP, Map.of()))
                .waiting();
    }

    private static Map<TopicPartition, Long> each(
            Collection<TopicPartition> partitions, Map<TopicPartition, Long> offsets) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> at(offsets, partition)));
    }

    private GroupState group(ConsumerGroup<?> group) {
        // A group that has committed nothing in a partition has no entry for it, or one without a value.
        Map<TopicPartition, OffsetAndMetadata> own = new HashMap<>(committed.getOrDefault(group.id(), Map.of()));
        List<PartitionState> states = of(group.topic().wireName()).stream()
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .map(partition -> {
                    OffsetAndMetadata done = own.get(partition);
                    long from = done == null ? at(first, partition) : done.offset();
                    long end = at(next, partition);
                    return new PartitionState(partition.partition(), from, end, Math.max(0, end - from));
                })
                .toList();
        long lag = states.stream().mapToLong(PartitionState::lag).sum();
        return new GroupState(group.id(), group.topic().wireName(), lag, states);
    }

    private Set<TopicPartition> of(String topic) {
        return partitions.getOrDefault(topic, Set.of());
    }

    private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }
}

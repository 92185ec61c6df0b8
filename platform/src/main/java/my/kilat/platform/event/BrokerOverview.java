package my.kilat.platform.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.Fault;
import my.kilat.platform.background.FaultException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How topics and consumer groups stand at the broker. */
public final class BrokerOverview {
    private final Brokers brokers;

    private BrokerOverview(Brokers brokers) {
        this.brokers = brokers;
    }

    /**
     * The overview of a broker; nothing is connected before it is read.
     *
     * @param settings where the broker is
     */
    public static BrokerOverview of(KafkaSettings settings) {
        return new BrokerOverview(new Brokers(settings));
    }

    /**
     * A topic.
     *
     * @param partitions 0 while it does not exist
     * @param records that the broker keeps now, at most; those that compaction has removed count as well
     * @param deadLetters of its events that are neither replayed nor discarded
     */
    public record TopicState(String name, int partitions, long records, long deadLetters) {}

    /**
     * A consumer group.
     *
     * @param lag records that it has not finished, in all partitions
     */
    public record GroupState(String id, String topic, long lag, List<PartitionState> partitions) {}

    /**
     * A partition as a group reads it.
     *
     * @param committed the offset up to which it has finished; the first one kept if it has committed none
     * @param end the offset that the next record will have
     */
    public record PartitionState(int partition, long committed, long end, long lag) {}

    /** All topics and groups of the platform. */
    public record Snapshot(List<TopicState> topics, List<GroupState> groups) {}

    /**
     * Asks the broker.
     *
     * @throws FaultException in one sentence, if the broker cannot be used
     */
    public Snapshot read() {
        try (Admin admin = brokers.admin()) {
            Map<Topic, Set<TopicPartition>> partitions = new LinkedHashMap<>();
            Set<TopicPartition> all = new HashSet<>();
            for (Topic topic : Topic.values()) {
                partitions.put(topic, partitions(admin, topic));
                all.addAll(partitions.get(topic));
            }
            Map<TopicPartition, Long> first = Offsets.first(admin, all);
            Map<TopicPartition, Long> next = Offsets.next(admin, all);
            return new Snapshot(topics(admin, partitions, first, next), groups(admin, partitions, first, next));
        } catch (ExecutionException | KafkaException e) {
            throw new FaultException(BrokerFault.of(e, brokers.settings()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(new Fault(Fault.Cause.AWAY, "interrupted"), e);
        }
    }

    private static List<TopicState> topics(
            Admin admin,
            Map<Topic, Set<TopicPartition>> partitions,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> next)
            throws ExecutionException, InterruptedException {
        List<TopicState> topics = new ArrayList<>();
        for (Map.Entry<Topic, Set<TopicPartition>> entry : partitions.entrySet()) {
            long records = entry.getValue().stream()
                    .mapToLong(partition -> at(next, partition) - at(first, partition))
                    .sum();
            topics.add(new TopicState(
                    entry.getKey().wireName(),
                    entry.getValue().size(),
                    records,
                    DeadLetterOffsets.of(admin, entry.getKey()).waiting()));
        }
        return topics;
    }

    private static List<GroupState> groups(
            Admin admin,
            Map<Topic, Set<TopicPartition>> partitions,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> next)
            throws ExecutionException, InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> asked = new LinkedHashMap<>();
        ConsumerGroup.all().forEach(group -> asked.put(group.id(), new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                admin.listConsumerGroupOffsets(asked).all().get();
        List<GroupState> groups = new ArrayList<>();
        for (ConsumerGroup<?> group : ConsumerGroup.all()) {
            Map<TopicPartition, OffsetAndMetadata> own = committed.getOrDefault(group.id(), Map.of());
            List<PartitionState> states = partitions.getOrDefault(group.topic(), Set.of()).stream()
                    .sorted(java.util.Comparator.comparingInt(TopicPartition::partition))
                    .map(partition -> {
                        OffsetAndMetadata done = own.get(partition);
                        long from = done == null ? at(first, partition) : done.offset();
                        long end = at(next, partition);
                        return new PartitionState(partition.partition(), from, end, Math.max(0, end - from));
                    })
                    .toList();
            long lag = states.stream().mapToLong(PartitionState::lag).sum();
            groups.add(new GroupState(group.id(), group.topic().wireName(), lag, states));
        }
        return groups;
    }

    private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    private static Set<TopicPartition> partitions(Admin admin, Topic topic)
            throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = new HashSet<>();
        try {
            admin.describeTopics(List.of(topic.wireName()))
                    .allTopicNames()
                    .get()
                    .values()
                    .forEach(described -> described
                            .partitions()
                            .forEach(one -> partitions.add(new TopicPartition(topic.wireName(), one.partition()))));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
        return partitions;
    }
}

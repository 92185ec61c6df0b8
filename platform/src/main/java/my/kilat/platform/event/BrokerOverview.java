package my.kilat.platform.event;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.Fault;
import my.kilat.platform.background.FaultException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How topics and consumer groups stand at the broker. It is asked with one client, which is kept until it is closed. */
public final class BrokerOverview implements AutoCloseable {
    private final Brokers brokers;
    private final SharedAdmin admin;

    private BrokerOverview(Brokers brokers) {
        this.brokers = brokers;
        this.admin = new SharedAdmin(brokers);
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
     * Asks the broker, by four requests however many topics and groups there are.
     *
     * @throws FaultException in one sentence, if the broker cannot be used
     */
    public Snapshot read() {
        try {
            Admin client = admin.get();
            ListConsumerGroupOffsetsResult groups = client.listConsumerGroupOffsets(asked());
            Map<String, Set<TopicPartition>> partitions = partitions(client);
            Set<TopicPartition> all = new HashSet<>();
            partitions.values().forEach(all::addAll);
            ListOffsetsResult first = client.listOffsets(Offsets.each(all, OffsetSpec.earliest()));
            ListOffsetsResult next = client.listOffsets(Offsets.each(all, OffsetSpec.latest()));
            return new BrokerReading(
                            partitions,
                            Offsets.of(first),
                            Offsets.of(next),
                            groups.all().get())
                    .snapshot();
        } catch (ExecutionException | KafkaException e) {
            throw new FaultException(BrokerFault.of(e, brokers.settings()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(new Fault(Fault.Cause.AWAY, "interrupted"), e);
        }
    }

    /**
     * The dead letters of a topic, asked for with the same client.
     *
     * @throws FaultException in one sentence, if the broker cannot be used
     */
    public DeadLetterQueue deadLetters(Topic topic) {
        return DeadLetterQueue.of(topic, brokers, admin);
    }

    private static Map<String, ListConsumerGroupOffsetsSpec> asked() {
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        ConsumerGroup.all().forEach(group -> asked.put(group.id(), new ListConsumerGroupOffsetsSpec()));
        asked.put(DeadLetterQueue.GROUP, new ListConsumerGroupOffsetsSpec());
        return asked;
    }

    /** By topic; one that does not exist has none. */
    private static Map<String, Set<TopicPartition>> partitions(Admin client)
            throws ExecutionException, InterruptedException {
        List<String> names = Arrays.stream(Topic.values())
                .flatMap(topic -> Stream.of(topic.wireName(), topic.deadLetters()))
                .toList();
        Map<String, Set<TopicPartition>> partitions = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                client.describeTopics(names).topicNameValues().entrySet()) {
            Set<TopicPartition> found = new HashSet<>();
            try {
                topic.getValue()
                        .get()
                        .partitions()
                        .forEach(one -> found.add(new TopicPartition(topic.getKey(), one.partition())));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
            partitions.put(topic.getKey(), found);
        }
        return partitions;
    }

    /** Closes the client. */
    @Override
    public void close() {
        admin.close();
    }
}

package my.kilat.platform.event;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that are kept in memory because something has still to be done about them: how many there are of each partition,
 * how large they are, and where the first of them stood. Only the consumer's thread uses it.
 */
final class InFlightRecords {
    /** Of one partition; then the partition is not read on until there are fewer. */
    private static final int MOST_OF_A_PARTITION = 500;

    /** Of all; then nothing is read on. */
    private static final long MOST_BYTES = 16 << 20;

    private final Map<TopicPartition, NavigableMap<Long, ConsumerRecord<String, byte[]>>> records = new HashMap<>();
    private long bytes;

    /** Adds one; says whether it was new. */
    boolean add(ConsumerRecord<String, byte[]> kafkaRecord) {
        boolean isNew = records.computeIfAbsent(partition(kafkaRecord), _ -> new TreeMap<>())
                        .putIfAbsent(kafkaRecord.offset(), kafkaRecord)
                == null;
        bytes += isNew ? size(kafkaRecord) : 0;
        return isNew;
    }

    void remove(ConsumerRecord<String, byte[]> kafkaRecord) {
        bytes -= size(kafkaRecord);
        records.computeIfPresent(partition(kafkaRecord), (_, held) -> {
            held.remove(kafkaRecord.offset(), kafkaRecord);
            return held.isEmpty() ? null : held;
        });
    }

    /** Whether there is no room for more of any partition. */
    boolean isFull() {
        return bytes > MOST_BYTES;
    }

    /** Partitions of which there is no room for more. */
    Set<TopicPartition> full() {
        Set<TopicPartition> full = new HashSet<>();
        records.forEach((partition, held) -> {
            if (held.size() >= MOST_OF_A_PARTITION) {
                full.add(partition);
            }
        });
        return full;
    }

    /** The first offset of a partition that is held. */
    Optional<Long> first(TopicPartition partition) {
        NavigableMap<Long, ConsumerRecord<String, byte[]>> held = records.get(partition);
        return held == null ? Optional.empty() : Optional.of(held.firstKey());
    }

    /** The topic was made anew: what is held stood in no place that exists. */
    void forgetPlaces() {
        records.clear();
    }

    void clear() {
        records.clear();
        bytes = 0;
    }

    static TopicPartition partition(ConsumerRecord<String, byte[]> kafkaRecord) {
        return new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition());
    }

    private static int size(ConsumerRecord<String, byte[]> kafkaRecord) {
        return Math.max(0, kafkaRecord.serializedValueSize());
    }
}

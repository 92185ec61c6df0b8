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
 * Records that have been read and are not finished, because they are retried or on their way to the dead letters. It bounds
 * how many are held in memory, and gives the offset below which everything of a partition is finished. Only the consumer's
 * thread uses it.
 */
final class InFlightRecords {
    /** A partition with this many is paused until there are fewer. */
    private static final int MOST_OF_A_PARTITION = 500;

    /** With more than this, of all partitions together, all are paused. */
    private static final long MOST_BYTES = 16 << 20;

    private final Map<TopicPartition, NavigableMap<Long, ConsumerRecord<String, byte[]>>> records = new HashMap<>();
    private long bytes;

    /** Adds a record; returns whether it was not here before. */
    boolean add(ConsumerRecord<String, byte[]> kafkaRecord) {
        boolean isNew = records.computeIfAbsent(partition(kafkaRecord), _ -> new TreeMap<>())
                        .putIfAbsent(kafkaRecord.offset(), kafkaRecord)
                == null;
        bytes += isNew ? size(kafkaRecord) : 0;
        return isNew;
    }

    void remove(ConsumerRecord<String, byte[]> kafkaRecord) {
        bytes -= size(kafkaRecord);
        records.computeIfPresent(partition(kafkaRecord), (_, ofPartition) -> {
            ofPartition.remove(kafkaRecord.offset(), kafkaRecord);
            return ofPartition.isEmpty() ? null : ofPartition;
        });
    }

    /** Whether no partition may be read on. */
    boolean isFull() {
        return bytes > MOST_BYTES;
    }

    /** The partitions that may not be read on. */
    Set<TopicPartition> full() {
        Set<TopicPartition> full = new HashSet<>();
        records.forEach((partition, ofPartition) -> {
            if (ofPartition.size() >= MOST_OF_A_PARTITION) {
                full.add(partition);
            }
        });
        return full;
    }

    /** The lowest offset of a partition that is not finished. */
    Optional<Long> first(TopicPartition partition) {
        NavigableMap<Long, ConsumerRecord<String, byte[]>> ofPartition = records.get(partition);
        return ofPartition == null ? Optional.empty() : Optional.of(ofPartition.firstKey());
    }

    /** Forgets the offsets of all records: their topic was deleted and created again, and these offsets mean nothing in it. */
    void forgetOffsets() {
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

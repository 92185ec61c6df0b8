package my.kilat.platform.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The order in which letters are sent back: those of one key as their events were published, which is the order of their
 * original offsets. Keys come in the order of their first letters. Where a topic was given more partitions in between, those
 * from the partition that was given up first come first.
 */
final class ReplayOrder {
    private ReplayOrder() {}

    /** The letters in that order; {@code letters} are in the order in which they were stored. */
    static List<ConsumerRecord<String, byte[]>> of(List<ConsumerRecord<String, byte[]>> letters) {
        Map<String, List<ConsumerRecord<String, byte[]>>> byKey = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> letter : letters) {
            byKey.computeIfAbsent(String.valueOf(letter.key()), _ -> new ArrayList<>())
                    .add(letter);
        }
        List<ConsumerRecord<String, byte[]>> ordered = new ArrayList<>(letters.size());
        for (List<ConsumerRecord<String, byte[]>> ofKey : byKey.values()) {
            Map<String, Integer> firstSeen = new HashMap<>();
            ofKey.forEach(letter -> firstSeen.putIfAbsent(partition(letter), firstSeen.size()));
            ofKey.sort(Comparator.<ConsumerRecord<String, byte[]>>comparingInt(
                            letter -> firstSeen.getOrDefault(partition(letter), 0))
                    .thenComparingLong(ReplayOrder::offset));
            ordered.addAll(ofKey);
        }
        return ordered;
    }

    /** Which record it was: the same for two letters of two groups that could not apply the same record. */
    static String origin(ConsumerRecord<String, byte[]> letter) {
        return partition(letter) + "@" + offset(letter);
    }

    private static String partition(ConsumerRecord<String, byte[]> letter) {
        return EnvelopeCodec.header(letter, DeadLetterPublisher.PARTITION).orElse("");
    }

    private static long offset(ConsumerRecord<String, byte[]> letter) {
        try {
            return EnvelopeCodec.header(letter, DeadLetterPublisher.OFFSET)
                    .map(Long::parseLong)
                    .orElse(letter.offset());
        } catch (NumberFormatException e) {
            return letter.offset();
        }
    }
}

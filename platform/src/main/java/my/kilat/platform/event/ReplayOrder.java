package my.kilat.platform.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The order in which dead letters are replayed: those of one key as their events were published, which is the order of their
 * original offsets; keys in the order of their first letters. If the key has moved to another partition in between, the
 * letters of the partition whose letter was stored first come first.
 */
final class ReplayOrder {
    private ReplayOrder() {}

    /** Sorts letters, given in the order in which they were stored. */
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

    /** Partition and offset of the original record. Two groups that gave up on the same record left letters with the same. */
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

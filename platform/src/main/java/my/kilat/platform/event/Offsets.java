package my.kilat.platform.event;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Reads the first and the next offset of partitions from the broker. */
final class Offsets {
    private Offsets() {}

    /** The offset of the first record that is still there. */
    static Map<TopicPartition, Long> first(Admin admin, Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        return of(admin, partitions, OffsetSpec.earliest());
    }

    /** The offset that the next record will have. */
    static Map<TopicPartition, Long> next(Admin admin, Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        return of(admin, partitions, OffsetSpec.latest());
    }

    private static Map<TopicPartition, Long> of(Admin admin, Collection<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return of(admin.listOffsets(each(partitions, which)));
    }

    /** The question for the same offset of each partition. */
    static Map<TopicPartition, OffsetSpec> each(Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        return asked;
    }

    /** The answer, once it is there. */
    static Map<TopicPartition, Long> of(ListOffsetsResult asked) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        asked.all().get().forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}

package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

/** Which letters have been handled, and in which order they are. */
class AcknowledgedOffsetsTest {
    private static AcknowledgedOffsets again(AcknowledgedOffsets acknowledged, long first) {
        return AcknowledgedOffsets.of(acknowledged.toCommit(), first);
    }

    @Test
    void handledOutOfOrderTheyAreRememberedOneByOne() {
        AcknowledgedOffsets acknowledged = AcknowledgedOffsets.of(null, 10);
        acknowledged.add(13);
        acknowledged.add(11);
        assertThat(acknowledged.waiting(15)).isEqualTo(3);
        AcknowledgedOffsets read = again(acknowledged, 10);
        assertThat(read.watermark()).isEqualTo(10);
        assertThat(read.contains(9)).isTrue();
        assertThat(read.contains(10)).isFalse();
        assertThat(read.contains(11)).isTrue();
        assertThat(read.contains(12)).isFalse();
        assertThat(read.contains(13)).isTrue();
        read.add(10);
        assertThat(read.watermark())
                .as("all that follow on each other are one number")
                .isEqualTo(12);
        read.add(12);
        assertThat(read.watermark()).isEqualTo(14);
        assertThat(read.toCommit().metadata()).isEmpty();
        assertThat(read.waiting(15)).isEqualTo(1);
    }

    @Test
    void whatTheTopicHasForgottenIsHandled() {
        AcknowledgedOffsets acknowledged = AcknowledgedOffsets.of(new OffsetAndMetadata(3), 0);
        acknowledged.add(7);
        AcknowledgedOffsets later = again(acknowledged, 6);
        assertThat(later.watermark()).isEqualTo(6);
        assertThat(later.contains(7)).isTrue();
        assertThat(later.waiting(10)).isEqualTo(3);
        assertThat(again(acknowledged, 7).watermark()).isEqualTo(8);
        assertThat(again(acknowledged, 100).watermark()).isEqualTo(100);
    }

    @Test
    void itFitsWhereItIsKept() {
        AcknowledgedOffsets acknowledged = AcknowledgedOffsets.of(null, 0);
        for (long offset = 1; offset < AcknowledgedOffsets.WINDOW; offset += 2) {
            assertThat(acknowledged.canAdd(offset)).isTrue();
            acknowledged.add(offset);
        }
        assertThat(acknowledged.canAdd(AcknowledgedOffsets.WINDOW)).isFalse();
        assertThat(acknowledged.toCommit().metadata()).hasSizeLessThan(4_096);
        assertThat(again(acknowledged, 0).waiting(AcknowledgedOffsets.WINDOW))
                .isEqualTo(AcknowledgedOffsets.WINDOW / 2);
    }

    @Test
    void nonsenseInItsPlaceIsNothing() {
        assertThat(AcknowledgedOffsets.of(new OffsetAndMetadata(5, "handled:%%%"), 0)
                        .watermark())
                .isEqualTo(5);
        assertThat(AcknowledgedOffsets.of(new OffsetAndMetadata(5, "something"), 0)
                        .contains(6))
                .isFalse();
    }

    @Test
    void lettersOfAKeyAreInTheOrderOfTheirEvents() {
        List<ConsumerRecord<String, byte[]>> stored = List.of(
                letter(0, "a", 1, 20),
                letter(1, "b", 2, 5),
                letter(2, "a", 1, 10),
                letter(3, "a", 4, 1),
                letter(4, "a", 1, 30));
        assertThat(ReplayOrder.of(stored).stream().map(ConsumerRecord::offset)).containsExactly(2L, 0L, 4L, 3L, 1L);
        assertThat(ReplayOrder.origin(stored.getFirst())).isEqualTo("1@20");
    }

    private static ConsumerRecord<String, byte[]> letter(long offset, String key, int partition, long original) {
        ConsumerRecord<String, byte[]> letter = new ConsumerRecord<>("t.dlq", 0, offset, key, new byte[0]);
        letter.headers()
                .add(DeadLetterPublisher.PARTITION, Integer.toString(partition).getBytes(StandardCharsets.UTF_8))
                .add(DeadLetterPublisher.OFFSET, Long.toString(original).getBytes(StandardCharsets.UTF_8));
        return letter;
    }
}

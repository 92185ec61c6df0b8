package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

/** Which letters have been handled, and in which order they are. */
class HandledTest {
    private static Handled again(Handled handled, long first) {
        return Handled.of(handled.toCommit(), first);
    }

    @Test
    void handledOutOfOrderTheyAreRememberedOneByOne() {
        Handled handled = Handled.of(null, 10);
        handled.add(13);
        handled.add(11);
        assertThat(handled.waiting(15)).isEqualTo(3);
        Handled read = again(handled, 10);
        assertThat(read.below()).isEqualTo(10);
        assertThat(read.contains(9)).isTrue();
        assertThat(read.contains(10)).isFalse();
        assertThat(read.contains(11)).isTrue();
        assertThat(read.contains(12)).isFalse();
        assertThat(read.contains(13)).isTrue();
        read.add(10);
        assertThat(read.below())
                .as("all that follow on each other are one number")
                .isEqualTo(12);
        read.add(12);
        assertThat(read.below()).isEqualTo(14);
        assertThat(read.toCommit().metadata()).isEmpty();
        assertThat(read.waiting(15)).isEqualTo(1);
    }

    @Test
    void whatTheTopicHasForgottenIsHandled() {
        Handled handled = Handled.of(new OffsetAndMetadata(3), 0);
        handled.add(7);
        Handled later = again(handled, 6);
        assertThat(later.below()).isEqualTo(6);
        assertThat(later.contains(7)).isTrue();
        assertThat(later.waiting(10)).isEqualTo(3);
        assertThat(again(handled, 7).below()).isEqualTo(8);
        assertThat(again(handled, 100).below()).isEqualTo(100);
    }

    @Test
    void itFitsWhereItIsKept() {
        Handled handled = Handled.of(null, 0);
        for (long offset = 1; offset < Handled.WINDOW; offset += 2) {
            assertThat(handled.canAdd(offset)).isTrue();
            handled.add(offset);
        }
        assertThat(handled.canAdd(Handled.WINDOW)).isFalse();
        assertThat(handled.toCommit().metadata()).hasSizeLessThan(4_096);
        assertThat(again(handled, 0).waiting(Handled.WINDOW)).isEqualTo(Handled.WINDOW / 2);
    }

    @Test
    void nonsenseInItsPlaceIsNothing() {
        assertThat(Handled.of(new OffsetAndMetadata(5, "handled:%%%"), 0).below())
                .isEqualTo(5);
        assertThat(Handled.of(new OffsetAndMetadata(5, "something"), 0).contains(6))
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
        assertThat(LetterOrder.of(stored).stream().map(ConsumerRecord::offset)).containsExactly(2L, 0L, 4L, 3L, 1L);
        assertThat(LetterOrder.origin(stored.getFirst())).isEqualTo("1@20");
    }

    private static ConsumerRecord<String, byte[]> letter(long offset, String key, int partition, long original) {
        ConsumerRecord<String, byte[]> letter = new ConsumerRecord<>("t.dlq", 0, offset, key, new byte[0]);
        letter.headers()
                .add(DeadLetters.PARTITION, Integer.toString(partition).getBytes(StandardCharsets.UTF_8))
                .add(DeadLetters.OFFSET, Long.toString(original).getBytes(StandardCharsets.UTF_8));
        return letter;
    }
}

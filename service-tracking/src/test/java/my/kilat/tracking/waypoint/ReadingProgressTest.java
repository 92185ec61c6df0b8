package my.kilat.tracking.waypoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import my.kilat.platform.event.BrokerOverview.PartitionState;
import org.junit.jupiter.api.Test;

/** Whether positions have been read that were published before. */
class ReadingProgressTest {
    private static final List<PartitionState> BEFORE = List.of(partition(0, 40, 100), partition(1, 7, 7));

    private static PartitionState partition(int partition, long committed, long end) {
        return new PartitionState(partition, committed, end, end - committed);
    }

    @Test
    void theEndsThatThePartitionsHadBeforeCount() {
        assertThat(ReadingProgress.hasPassed(List.of(partition(0, 100, 180), partition(1, 7, 9)), BEFORE))
                .as("of a reader that is never at the end")
                .isTrue();
        assertThat(ReadingProgress.hasPassed(List.of(partition(0, 99, 100), partition(1, 9, 9)), BEFORE))
                .isFalse();
    }

    @Test
    void nothingIsKnownOfPartitionsThatWereNotThere() {
        assertThat(ReadingProgress.hasPassed(
                        List.of(partition(0, 100, 100), partition(1, 7, 7), partition(2, 0, 1)), BEFORE))
                .isFalse();
        assertThat(ReadingProgress.hasPassed(List.of(), List.of()))
                .as("without a topic")
                .isFalse();
    }
}

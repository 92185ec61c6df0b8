package my.kilat.platform.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.platform.socket.FrameQueue.Added;
import org.junit.jupiter.api.Test;

/** However little a client reads, what waits for it is bounded. */
class FrameQueueTest {
    private static final UUID TRIP = UUID.randomUUID();
    private static final Instant START = Instant.parse("2026-02-12T10:00:00Z");

    private final FrameQueue queue = new FrameQueue();

    private static Frame position(UUID trip, int second) {
        return Frame.of("at " + second, new Frame.Moment(trip, START.plusSeconds(second)));
    }

    private static Frame position(int second) {
        return position(TRIP, second);
    }

    private static Frame status(String text) {
        return Frame.of(text);
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        for (Frame next = queue.poll(); next != null; next = queue.poll()) {
            left.add(next.text());
        }
        return left;
    }

    @Test
    void theOldestPositionMakesRoomAndNoStatusDoes() {
        assertThat(queue.add(status("accepted"), 3)).isEqualTo(Added.QUEUED);
        assertThat(queue.add(position(1), 3)).isEqualTo(Added.QUEUED);
        assertThat(queue.add(position(2), 3)).isEqualTo(Added.QUEUED);
        assertThat(queue.add(status("in_progress"), 3)).isEqualTo(Added.REPLACED);
        assertThat(queue.add(position(3), 3)).isEqualTo(Added.REPLACED);
        assertThat(left()).containsExactly("accepted", "in_progress", "at 3");
    }

    @Test
    void aReplaceableFrameWithoutAnOrderMakesRoomAsWell() {
        queue.add(status("accepted"), 2);
        queue.add(Frame.replaceable("expected at 1"), 2);
        assertThat(queue.add(Frame.replaceable("expected at 2"), 2)).isEqualTo(Added.REPLACED);
        assertThat(left()).containsExactly("accepted", "expected at 2");
    }

    @Test
    void withNothingButStatusThereIsNoRoom() {
        queue.add(status("accepted"), 2);
        queue.add(status("in_progress"), 2);
        assertThat(queue.add(status("delivered"), 2)).isEqualTo(Added.REJECTED);
        assertThat(queue.add(position(1), 2)).isEqualTo(Added.REJECTED);
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void whenThereIsLessRoomThanBeforeTheQueueGrowsNoMore() {
        for (int i = 0; i < 10; i++) {
            queue.add(position(i), 10);
        }
        assertThat(queue.add(position(10), 2)).isEqualTo(Added.REPLACED);
        assertThat(queue.size()).isEqualTo(10);
    }

    @Test
    void theLastKnownPositionComesBeforeWhatCameMeanwhileAndInsteadOfWhatIsOlder() {
        queue.add(position(1), 10);
        queue.add(status("accepted"), 10);
        queue.add(position(3), 10);
        queue.add(position(UUID.randomUUID(), 0), 10);
        queue.add(position(2), 10);
        queue.offerFirst(position(2));
        assertThat(left()).containsExactly("at 2", "accepted", "at 3", "at 0");
    }

    @Test
    void momentsOfDifferentTripsAreNotCompared() {
        Frame.Moment moment = new Frame.Moment(TRIP, START);
        assertThat(moment.isBefore(new Frame.Moment(TRIP, START.plusNanos(1_000))))
                .isTrue();
        assertThat(moment.isBefore(moment)).isFalse();
        assertThat(moment.isBefore(new Frame.Moment(UUID.randomUUID(), START.plusSeconds(1))))
                .isFalse();
        assertThat(moment.isBefore(null)).isFalse();
    }
}

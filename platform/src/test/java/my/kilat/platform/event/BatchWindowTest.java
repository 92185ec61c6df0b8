package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Only between turns that brought something, and had room for more, is there a pause. */
class BatchWindowTest {
    private static final int FULL = 500;

    private final BatchWindow window = new BatchWindow(Duration.ofMillis(20), FULL);

    @Test
    void afterATurnThatBroughtSomethingTheNextOneWaits() {
        long before = System.nanoTime();
        window.taken(FULL - 1);
        assertThat(window.await()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void thereIsNoneAtFirstNorAfterATurnThatBroughtNothingOrWasFull() {
        assertThat(window.await()).isFalse();
        window.taken(0);
        assertThat(window.await()).isFalse();
        window.taken(FULL);
        assertThat(window.await()).isFalse();
    }
}

package my.kilat.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import my.kilat.bench.gateway.peer.Peer;
import org.junit.jupiter.api.Test;

/** Bars are judged by the medians, and only where there is something to judge. */
class BarTest {
    private final Readings readings = new Readings();

    private void cpu(Row row, Peer peer, double... micros) {
        for (double value : micros) {
            readings.add(row, peer, Map.of(Figure.CPU, value));
        }
    }

    @Test
    void theMedianCountsNotTheWorst() {
        cpu(Row.BARE, Peer.NGINX, 20, 21, 19);
        cpu(Row.BARE, Peer.KILAT, 29, 500, 28);
        assertThat(Bar.of(readings)).singleElement().satisfies(bar -> {
            assertThat(bar.holds()).isTrue();
            assertThat(bar.measuredText()).isEqualTo("1.45x");
            assertThat(bar.limitText()).isEqualTo("≤ 1.5x");
        });
    }

    @Test
    void theStoreIsHeldAgainstKilatWithoutIt() {
        cpu(Row.STORE, Peer.KILAT, 38);
        assertThat(Bar.of(readings)).isEmpty();
        cpu(Row.FULL, Peer.KILAT, 20);
        assertThat(Bar.of(readings)).singleElement().satisfies(bar -> {
            assertThat(bar.row()).isEqualTo(Row.STORE);
            assertThat(bar.measuredText()).isEqualTo("1.9x");
            assertThat(bar.holds()).isTrue();
        });
        assertThat(Row.STORE.concerns(Peer.NGINX)).isFalse();
    }

    @Test
    void whatIsNotMeasuredIsNotJudged() {
        cpu(Row.BARE, Peer.KILAT, 30);
        assertThat(Bar.of(readings)).isEmpty();
        cpu(Row.FULL, Peer.KILAT, 40);
        assertThat(Bar.of(readings))
                .singleElement()
                .satisfies(bar -> assertThat(bar.holds())
                        .as("40 is more than 1.2 times 30")
                        .isFalse());
    }
}

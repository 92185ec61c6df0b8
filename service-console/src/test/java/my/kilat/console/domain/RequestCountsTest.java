package my.kilat.console.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is made of the counters of gateways. */
class RequestCountsTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static RequestCounts counts(long errors, long fast, long slow, long all) {
        return new RequestCounts(all, errors, new TreeMap<>(Map.of(0.01, fast, 0.1, slow, INFINITE, all)));
    }

    @Test
    void aQuantileLiesBetweenTwoBoundsAsThoughRequestsWereSpreadEvenly() {
        assertThat(counts(0, 90, 100, 100).quantile(0.99).orElseThrow()).isCloseTo(0.091, within(1e-9));
        assertThat(counts(0, 100, 100, 100).quantile(0.5).orElseThrow()).isCloseTo(0.005, within(1e-9));
    }

    @Test
    void beyondTheLastBoundNoMoreIsKnown() {
        assertThat(counts(0, 0, 10, 100).quantile(0.99).orElseThrow()).isEqualTo(0.1);
    }

    @Test
    void withoutRequestsThereIsNone() {
        assertThat(RequestCounts.NONE.quantile(0.99)).isEmpty();
        RequestCounts same = counts(3, 90, 95, 100);
        assertThat(same.since(same).quantile(0.99)).isEmpty();
    }

    @Test
    void whatCameSinceIsTheDifferenceUnlessTheGatewayHasStartedAnew() {
        assertThat(counts(5, 190, 199, 200).since(counts(3, 90, 95, 100))).isEqualTo(counts(2, 100, 104, 100));
        assertThat(counts(1, 5, 6, 7).since(counts(3, 90, 95, 100))).isEqualTo(counts(1, 5, 6, 7));
    }

    @Test
    void severalGatewaysAddUp() {
        assertThat(RequestCounts.NONE.plus(counts(1, 5, 6, 7)).plus(counts(1, 5, 6, 7)))
                .isEqualTo(counts(2, 10, 12, 14));
    }
}

package my.kilat.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

    @ParameterizedTest
    @CsvSource({
        "2210, 331, 1879",
        "1228, 184, 1044",
        "2698, 404, 2294",
        "1000, 150, 850",
        "3579, 536, 3043",
        "7715, 1157, 6558",
        "1, 0, 1",
        "6, 0, 6",
        "7, 1, 6"
    })
    void theFeeIsRoundedDownAndTheRunnerGetsTheRest(long amount, long fee, long payout) {
        assertThat(Split.of(amount, 15)).isEqualTo(new Split(amount, fee, payout));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 33, 99, 100})
    void feeAndPayoutAlwaysAddUpToTheAmount(int percent) {
        for (long amount = 1; amount < 5_000; amount += 7) {
            Split split = Split.of(amount, percent);
            assertThat(split.feeCents() + split.payoutCents()).isEqualTo(amount);
            assertThat(split.feeCents()).isBetween(0L, amount);
            assertThat(split.feeCents() * 100).isLessThanOrEqualTo(amount * percent);
        }
    }

    @Test
    void anAmountThatIsNoneOrDoesNotAddUpIsRefused() {
        assertThatThrownBy(() -> Split.of(0, 15)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Split.of(-5, 15)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Split.of(Long.MAX_VALUE, 15)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Split(100, 15, 86)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Split(100, -1, 101)).isInstanceOf(IllegalArgumentException.class);
    }
}

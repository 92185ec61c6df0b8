package my.kilat.platform.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void aShareIsRoundedDown() {
        assertThat(Money.percent(2210, 15)).isEqualTo(331);
        assertThat(Money.percent(7715, 15)).isEqualTo(1157);
        assertThat(Money.percent(0, 15)).isZero();
        assertThat(Money.percent(99, 100)).isEqualTo(99);
    }

    @Test
    void nonsenseIsRefusedRatherThanRounded() {
        assertThatThrownBy(() -> Money.percent(-1, 15)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.percent(1, 101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.percent(Long.MAX_VALUE, 50)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void peopleReadRinggit() {
        assertThat(Money.format(2210)).isEqualTo("RM 22.10");
        assertThat(Money.format(5)).isEqualTo("RM 0.05");
    }
}

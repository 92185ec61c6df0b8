package my.kilat.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevivalTest {
    @Test
    void aPartMayComeBackFiveTimesAMinuteAndEachPartHasItsOwnCount() {
        var revival = new Revival();
        for (int death = 1; death <= 5; death++) {
            assertThat(revival.allowed("kafka")).isTrue();
        }
        assertThat(revival.allowed("kafka")).isFalse();
        assertThat(revival.allowed("services")).isTrue();
    }
}

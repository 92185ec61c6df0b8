package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static DispatchSettings from(Map<String, String> variables) {
        return DispatchSettings.from(Environment.of(variables));
    }

    @Test
    void threeAreAskedForTwentySecondsInEverWiderCircles() {
        DispatchSettings settings = from(Map.of());
        assertThat(settings.rounds().size()).isEqualTo(3);
        assertThat(settings.rounds().answerWithin()).hasSeconds(20);
        assertThat(settings.rounds().radiiKm()).isEqualTo(List.of(2, 5, 10));
        assertThat(settings.rounds().reach()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5,2", "0", "2,2", "near", "2.5"})
    void radiiThatDoNotGrowAreRefusedByName(String radii) {
        assertThatThrownBy(() -> from(Map.of("OFFER_RADII_KM", radii)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("OFFER_RADII_KM");
    }

    @Test
    void weightsThatAreAllZeroAreRefusedByName() {
        assertThatThrownBy(() -> from(Map.of(
                        "OFFER_WEIGHT_DISTANCE", "0",
                        "OFFER_WEIGHT_IDLE", "0",
                        "OFFER_WEIGHT_RATING", "0",
                        "OFFER_WEIGHT_ACCEPTANCE", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("OFFER_WEIGHT_DISTANCE");
    }
}

package my.kilat.runner.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;

class SearchRadiusTest {
    @Test
    void runnersAreSoughtWithin5KilometresAndShopsWithin10() {
        assertThat(SearchRadius.forRunners(Optional.empty()).metres()).isEqualTo(5_000);
        assertThat(SearchRadius.forPetShops(Optional.empty()).metres()).isEqualTo(10_000);
        assertThat(SearchRadius.forRunners(Optional.of(0.25)).metres()).isEqualTo(250);
    }

    @Test
    void nobodySeesFurtherThan50() {
        assertThat(SearchRadius.forRunners(Optional.of(50.0)).kilometres()).isEqualTo(50);
        assertThat(SearchRadius.forRunners(Optional.of(1e9)).kilometres()).isEqualTo(50);
    }

    @Test
    void aRadiusIsMoreThanNothing() {
        for (double wrong : new double[] {0, -0.0, -1, Double.NaN}) {
            assertThatThrownBy(() -> SearchRadius.forPetShops(Optional.of(wrong)))
                    .isInstanceOf(Failure.Invalid.class);
        }
    }

    @Test
    void distancesAreGivenToTheMillimetre() {
        assertThat(SearchRadius.toKilometres(1234.5678)).isEqualTo(1.234568);
    }
}

package my.kilat.runner.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchRadiusTest {
    @Test
    void aRadiusIsAskedForInKilometresAndSearchedInMetres() {
        assertThat(new SearchRadius(0.25).metres()).isEqualTo(250);
    }

    @Test
    void distancesAreGivenToTheMillimetre() {
        assertThat(SearchRadius.toKilometres(1234.5678)).isEqualTo(1.234568);
    }
}

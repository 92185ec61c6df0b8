package my.kilat.platform.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTest {
    @ParameterizedTest
    @CsvSource({
        "3.139,  101.6869, 3.15,   101.71,   2.841470",
        "3.1466, 101.7108, 3.159,  101.72,   1.715951",
        "3.1209, 101.627,  3.1178, 101.6773, 5.595446",
        "3.1599, 101.7123, 3.1478, 101.6953, 2.317915",
        "3.139,  101.6869, 2.9264, 101.6964, 23.663565",
        "3.139,  101.6869, 3.139,  101.6869, 0"
    })
    void distancesAgreeWithTheCheckValues(double lat1, double lng1, double lat2, double lng2, double kilometres) {
        assertThat(new Position(lat1, lng1).kilometresTo(new Position(lat2, lng2)))
                .isCloseTo(kilometres, within(0.000001));
    }

    @Test
    void oppositeEndsOfTheEarthAreHalfItsGirthApart() {
        assertThat(new Position(0, 0).kilometresTo(new Position(0, 180))).isCloseTo(20015.09, within(0.01));
    }

    @Test
    void aShareOfTheWayLiesOnTheStraightLine() {
        Position from = new Position(3, 101);
        Position to = new Position(4, 103);
        assertThat(from.towards(to, 0.25)).isEqualTo(new Position(3.25, 101.5));
        assertThat(from.towards(to, 0)).isEqualTo(from);
        assertThat(from.towards(to, 1)).isEqualTo(to);
    }

    @Test
    void placesOutsideTheEarthDoNotExist() {
        assertThatThrownBy(() -> new Position(90.1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Position(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Position.valid(-90, 180)).isTrue();
    }
}

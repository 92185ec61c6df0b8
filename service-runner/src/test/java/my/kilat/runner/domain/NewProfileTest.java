package my.kilat.runner.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import my.kilat.contract.runner.CreateRunnerRequest;
import my.kilat.contract.runner.VehicleType;
import my.kilat.platform.failure.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewProfileTest {
    private static NewProfile profile(
            @Nullable String name, @Nullable String phone, String plate, @Nullable Integer year) {
        return NewProfile.of(
                new CreateRunnerRequest(name, phone, VehicleType.VAN, plate, " HiAce ", year, null),
                "Siti of the account",
                "+60199999999",
                2026);
    }

    @Test
    void nameAndNumberComeFromTheAccountUnlessSent() {
        assertThat(profile(null, null, "WXY 1", null))
                .isEqualTo(new NewProfile(
                        "Siti of the account", "+60199999999", VehicleType.VAN, "WXY 1", "HiAce", null, false));
        assertThat(profile(" ", "", "WXY 1", null).fullName()).isEqualTo("Siti of the account");
        assertThat(profile(" ", " - ", "WXY 1", null).phone()).isEqualTo("+60199999999");
        assertThat(profile(" Kumar ", "+60 12-345 (67) 89", "WXY 1", null))
                .isEqualTo(new NewProfile("Kumar", "+60123456789", VehicleType.VAN, "WXY 1", "HiAce", null, false));
    }

    @Test
    void aNameIsNeededSomewhere() {
        var nameless = new CreateRunnerRequest(null, null, VehicleType.CAR, "W 1", "Myvi", null, true);
        assertThatThrownBy(() -> NewProfile.of(nameless, " ", "", 2026))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("full_name");
        assertThat(NewProfile.of(nameless, "A", "", 2026).phone()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "1234567890123456", "12345678a", "++60123456789", "06+0123456789"})
    void aNumberHas7To15Digits(String wrong) {
        assertThatThrownBy(() -> profile(null, wrong, "W 1", null)).isInstanceOf(Failure.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"1980, true", "2026, true", "2027, true", "2028, false"})
    void vehiclesAreOfNextYearAtMost(int year, boolean fine) {
        if (fine) {
            assertThat(profile(null, null, "W 1", year).vehicleYear()).isEqualTo(year);
        } else {
            assertThatThrownBy(() -> profile(null, null, "W 1", year))
                    .isInstanceOf(Failure.Invalid.class)
                    .hasMessage("vehicle_year has to be at most 2027");
        }
    }

    @Test
    void blanksOfAnyKindAreNoPlate() {
        assertThatThrownBy(() -> profile(null, null, "\u2003 ", null)).isInstanceOf(Failure.Invalid.class);
    }
}

package my.kilat.runner.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.runner.LocationRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixTest {
    private static final UUID RUNNER = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00.123456Z");

    private static Fix fix(@Nullable Double speed, @Nullable Double heading) {
        return Fix.of(RUNNER, new LocationRequest(3.1, 101.7, speed, heading), null, NOW);
    }

    @ParameterizedTest
    @CsvSource({"-3.6, 0", "0, 0", "42.5, 42.5", "400, 400", "400.1, 400", "1e300, 400"})
    void speedIsHeldWithin0And400(double sent, double kept) {
        assertThat(fix(sent, 0.0).speedKmh()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "270, 270", "360, 360", "360.1, 0", "-1e300, 0"})
    void aHeadingThatIsNoneCountsAs0(double sent, double kept) {
        assertThat(fix(0.0, sent).headingDegrees()).isEqualTo(kept);
    }

    @Test
    void whatIsMissingIs0() {
        assertThat(fix(null, null).speedKmh()).isZero();
        assertThat(fix(null, null).headingDegrees()).isZero();
    }

    @Test
    void theEventSaysItAll() {
        UUID booking = UUID.randomUUID();
        Fix fix = Fix.of(RUNNER, new LocationRequest(3.1, 101.7, 50.0, 90.0), booking, NOW);
        assertThat(fix.toEvent()).isEqualTo(new RunnerLocationUpdate(RUNNER, booking, 3.1, 101.7, 50, 90, NOW, NOW));
    }
}

package my.kilat.runner.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import my.kilat.contract.runner.BufferedLocationRequest;
import my.kilat.contract.runner.LocationRefusal;
import my.kilat.contract.runner.LocationRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which positions of a request are taken, and why the others are not. */
class PositionRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private final PositionRules rules = new PositionRules();

    private Optional<LocationRefusal> broken(double latitude, double longitude, @Nullable String time) {
        BufferedLocationRequest sent = new BufferedLocationRequest(latitude, longitude, null, null, time, null, null);
        return rules.brokenBy(Report.buffered(sent, NOW));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "3.1, 101.7, 2026-11-23T03:59:58Z, -",
                "90, -180, 2026-11-23T03:59:58Z, -",
                "90.1, 101.7, 2026-11-23T03:59:58Z, INVALID",
                "NaN, 101.7, 2026-11-23T03:59:58Z, INVALID",
                "3.1, NaN, 2026-11-23T03:59:58Z, INVALID",
                "3.1, 1e300, 2026-11-23T03:59:58Z, INVALID",
                "3.1, 101.7, -, INVALID",
                "3.1, 101.7, '', INVALID",
                "3.1, 101.7, noon, INVALID",
                "3.1, 101.7, 9999-01-01T00:00:00Z, INVALID",
                "3.1, 101.7, 2026-11-23T04:02:00Z, -",
                "3.1, 101.7, 2026-11-23T04:02:00.000001Z, FUTURE",
                "NaN, 101.7, 2999-01-01T00:00:00Z, INVALID",
                "3.1, 101.7, 2026-11-22T04:00:00Z, -",
                "3.1, 101.7, 2026-11-22T03:59:59.999999Z, STALE",
                "3.1, 101.7, 1970-01-01T00:00:00Z, STALE"
            })
    void theFirstRuleThatIsBrokenIsTold(
            double latitude, double longitude, @Nullable String time, @Nullable LocationRefusal told) {
        assertThat(broken(latitude, longitude, time)).isEqualTo(Optional.ofNullable(told));
    }

    @Test
    void theSamePlaceAtTheSameTimeIsTakenOnce() {
        assertThat(broken(3.1, 101.7, "2026-11-23T03:59:58Z")).isEmpty();
        assertThat(broken(3.1, 101.7, "2026-11-23T03:59:58Z")).contains(LocationRefusal.DUPLICATE);
        assertThat(broken(3.1, 101.7, "2026-11-23T11:59:58+08:00"))
                .as("the same moment")
                .contains(LocationRefusal.DUPLICATE);
        assertThat(broken(3.2, 101.7, "2026-11-23T03:59:58Z")).isEmpty();
        assertThat(broken(3.1, 101.7, "2026-11-23T03:59:59Z")).isEmpty();
    }

    @Test
    void whatIsRefusedForAnotherReasonIsNotASecondOne() {
        assertThat(broken(3.1, 101.7, "2026-11-23T05:00:00Z")).contains(LocationRefusal.FUTURE);
        assertThat(broken(3.1, 101.7, "2026-11-23T05:00:00Z")).contains(LocationRefusal.FUTURE);
    }

    @Test
    void aSinglePositionNeedsNoTime() {
        LocationRequest sent = new LocationRequest(3.1, 101.7, null, null, null, null, null, null);
        Report report = Report.single(sent, NOW);
        assertThat(rules.brokenBy(report)).isEmpty();
        assertThat(report.at()).isEqualTo(NOW);
    }
}

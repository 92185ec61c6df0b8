package my.kilat.runner.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.runner.LocationRequest;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixTest {
    private static final UUID RUNNER = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00.123456Z");

    /** As a single position is taken. */
    private static Fix fixOf(LocationRequest sent, @Nullable UUID booking) {
        Report report = Report.single(sent, NOW);
        new PositionRules().brokenBy(report).ifPresent(broken -> {
            throw report.failure(broken);
        });
        return Fix.of(RUNNER, report, booking);
    }

    private static Fix fix(@Nullable Double speed, @Nullable Double heading) {
        return fixOf(new LocationRequest(3.1, 101.7, speed, heading, null, null, null, null), null);
    }

    @ParameterizedTest
    @CsvSource({"-3.6, 0", "0, 0", "42.5, 42.5", "400, 400", "400.1, 400", "1e300, 400"})
    void speedIsHeldWithin0And400(double sent, double kept) {
        assertThat(fix(sent, 0.0).reading().speedKmh()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "270, 270", "360, 360", "360.1, 0", "-1e300, 0"})
    void aHeadingThatIsNoneCountsAs0(double sent, double kept) {
        assertThat(fix(0.0, sent).reading().headingDegrees()).isEqualTo(kept);
    }

    private static Fix taken(@Nullable String timestamp, @Nullable String recordedAt) {
        return fixOf(new LocationRequest(3.1, 101.7, null, null, timestamp, recordedAt, null, null), null);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-23T03:59:58.250Z, -, 2026-11-23T03:59:58.250Z",
                "-, 2026-11-23T03:59:58Z, 2026-11-23T03:59:58Z",
                "'', 2026-11-23T03:59:58Z, 2026-11-23T03:59:58Z",
                "2026-11-23T03:59:58Z, 2026-11-23T03:00:00Z, 2026-11-23T03:59:58Z",
                "2026-11-23T11:59:58+08:00, -, 2026-11-23T03:59:58Z",
                "2026-11-23T11:59:58, -, 2026-11-23T03:59:58Z",
                "2026-11-23T04:02:00.123456Z, -, 2026-11-23T04:02:00.123456Z",
                "2026-11-22T04:00:00.123456Z, -, 2026-11-22T04:00:00.123456Z"
            })
    void aTimeThatThePhoneSendsIsThatOfThePosition(
            @Nullable String timestamp, @Nullable String recordedAt, Instant taken) {
        Fix fix = taken(timestamp, recordedAt);
        assertThat(fix.at()).isEqualTo(taken);
        assertThat(fix.arrivedAt()).isEqualTo(NOW);
        assertThat(fix.isTimed()).isTrue();
    }

    @Test
    void withoutATimeOfItsOwnItIsOfTheMomentOfItsArrival() {
        for (String nothing : Arrays.asList(null, "", " ")) {
            assertThat(taken(nothing, nothing).at()).isEqualTo(NOW);
            assertThat(taken(nothing, nothing).isTimed()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T04:02:00.123457Z, timestamp is more than 2 minutes in the future",
        "2999-01-01T00:00:00Z, timestamp is more than 2 minutes in the future",
        "2026-11-22T04:00:00.123455Z, timestamp is more than 24 hours in the past",
        "1970-01-01T00:00:00Z, timestamp is more than 24 hours in the past",
        "yesterday, timestamp is not a time",
        "1795406400, timestamp is not a time"
    })
    void aTimeThatCannotBeIsRefused(String timestamp, String why) {
        assertThatThrownBy(() -> taken(timestamp, null))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageStartingWith(why);
        assertThatThrownBy(() -> taken(null, timestamp))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageStartingWith(why.replace("timestamp", "recorded_at"));
    }

    private static Fix at(int second, int arrived) {
        return new Fix(
                RUNNER,
                new Position(3.1, 101.7),
                Reading.NONE,
                NOW.plusSeconds(second),
                NOW.plusSeconds(arrived),
                null);
    }

    @Test
    void positionsWithTimesOfTheirOwnAreInThatOrderHoweverTheyArrive() {
        assertThat(at(5, 100).supersedes(at(4, 200))).isTrue();
        assertThat(at(4, 200).supersedes(at(5, 100))).isFalse();
        assertThat(at(5, 200).supersedes(at(5, 100)))
                .as("of two at once the later")
                .isTrue();
        assertThat(at(5, 100).supersedes(at(5, 200))).isFalse();
    }

    @Test
    void positionsWithoutAreInTheOrderOfTheirArrival() {
        assertThat(at(101, 101).supersedes(at(100, 100))).isTrue();
        assertThat(at(100, 100).supersedes(at(101, 101))).isFalse();
        assertThat(at(100, 100).supersedes(at(190, 99)))
                .as("by a clock that is ahead it was taken later, but it has been here longer")
                .isTrue();
        assertThat(at(40, 101).supersedes(at(100, 100))).as("taken long before").isFalse();
    }

    @Test
    void whatIsMissingIs0() {
        assertThat(fix(null, null).reading().speedKmh()).isZero();
        assertThat(fix(null, null).reading().headingDegrees()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, -", "-1, -", "0, 0", "8.5, 8.5", "1e300, 1e300"})
    void anAccuracyBelowZeroIsUnknown(@Nullable Double sent, @Nullable Double kept) {
        assertThat(fixOf(new LocationRequest(3.1, 101.7, null, null, null, null, sent, null), null)
                        .reading()
                        .accuracyM())
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, -", "-1, -", "0, 0", "80.5, 80.5", "100, 100", "100.5, -"})
    void aChargeThatIsNoPercentageIsUnknown(@Nullable Double sent, @Nullable Double kept) {
        assertThat(fixOf(new LocationRequest(3.1, 101.7, null, null, null, null, null, sent), null)
                        .reading()
                        .battery())
                .isEqualTo(kept);
    }

    @Test
    void whatThePhoneAddsIsInTheEventAndNothingElseIs() {
        String time = "2026-11-23T03:59:58.250Z";
        Fix fix = fixOf(new LocationRequest(3.1, 101.7, null, null, null, time, 8.5, 80.0), null);
        Instant taken = Instant.parse(time);
        assertThat(fix.toEvent())
                .isEqualTo(new RunnerLocationUpdate(RUNNER, null, 3.1, 101.7, 0, 0, taken, 8.5, 80.0, true, null, NOW));
        assertThat(fix.toBufferedEvent())
                .isEqualTo(new RunnerLocationUpdate(RUNNER, null, 3.1, 101.7, 0, 0, taken, 8.5, 80.0, true, true, NOW));
    }

    @Test
    void theEventSaysItAll() {
        UUID booking = UUID.randomUUID();
        Fix fix = fixOf(new LocationRequest(3.1, 101.7, 50.0, 90.0, null, null, null, null), booking);
        assertThat(fix.toEvent()).isEqualTo(new RunnerLocationUpdate(RUNNER, booking, 3.1, 101.7, 50, 90, NOW, NOW));
    }
}

package my.kilat.tracking.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Fix.Source;
import my.kilat.tracking.domain.TripPath.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which positions are on the path of a trip, and which are beside it or not part of it. */
class PathRulesTest {
    private static final Instant START = Instant.parse("2026-02-12T10:00:00Z");
    private static final Source PHONE = new Source(0, true, false);

    /** One degree of latitude. */
    private static final double DEGREE_KM = 111.195;

    private final TripPath path = new TripPath(0, 0, 0, null, 0, null);
    private final LiveTrip trip =
            new LiveTrip(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), null, START, path);

    private static Fix fix(double latitude, double second, Source source) {
        return new Fix(
                UUID.randomUUID(),
                new Position(latitude, 101),
                0,
                0,
                START.plusMillis(Math.round(second * 1000)),
                source);
    }

    /** The rule that decides about a position newer than all others, which is then added; "" when it is on the path. */
    private String decided(Fix fix) {
        return decided(fix, path.slot(fix));
    }

    private String decided(Fix fix, TripPath.Slot slot) {
        PathRules.Rule rule =
                PathRules.deciding(new PathRules.Candidate(trip, fix, slot)).orElse(null);
        if (rule == null) {
            path.add(fix, slot);
            return "";
        }
        if (rule.effect() == PathRules.Effect.FLAG) {
            path.addAside(fix, slot);
        }
        return rule.name();
    }

    private String north(double kilometres, double second, Source source) {
        return decided(fix(3 + kilometres / DEGREE_KM, second, source));
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "8.5, ''", "200, ''", "200.1, inaccurate", "1e300, inaccurate"})
    void whatIsInaccurateIsFlagged(double metres, String rule) {
        assertThat(north(0, 0, new Source(metres, false, false))).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "3.3, 60, ''",
        "3.4, 60, impossible_movement",
        "200, 3600.1, ''",
        "201, 3600, impossible_movement",
        "0.05, 0, ''",
        "0.06, 0, impossible_movement",
        "0.05, 0.3, ''"
    })
    void betweenTimesOfThePhoneNobodyIsFasterThan200KilometresAnHour(double kilometres, double seconds, String rule) {
        assertThat(north(0, 0, PHONE)).isEmpty();
        assertThat(north(kilometres, seconds, PHONE)).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({"99.9, 1, ''", "100.1, 1, impossible_movement", "100.1, 59.9, impossible_movement", "400, 60, ''"})
    void betweenTimesOfArrivalNobodyJumps100KilometresInAMinute(double kilometres, double seconds, String rule) {
        assertThat(north(0, 0, Source.UNKNOWN)).isEmpty();
        assertThat(north(kilometres, seconds, Source.UNKNOWN)).isEqualTo(rule);
    }

    @Test
    void aTimeOfThePhoneIsNotComparedWithOneOfAnArrival() {
        assertThat(north(0, 0, Source.UNKNOWN)).isEmpty();
        assertThat(north(10, 1, PHONE)).isEmpty();
        assertThat(north(10, 2, Source.UNKNOWN)).isEmpty();
        assertThat(north(20, 3, PHONE)).isEmpty();
        assertThat(north(30, 4, PHONE)).isEqualTo("impossible_movement");
    }

    @Test
    void aSingleJumpIsLeftOutAndTheDistanceIsThatOfTheWay() {
        for (int i = 0; i <= 10; i++) {
            assertThat(north(i / 10.0, 10 * i, PHONE)).isEmpty();
            assertThat(north(300, 10 * i + 5, PHONE)).isEqualTo("impossible_movement");
        }
        assertThat(path.kilometres()).isCloseTo(1, within(1e-6));
        assertThat(path.flagged()).isEqualTo(11);
    }

    @Test
    void whenSeveralAgreeTheRunnerIsThereIndeed() {
        assertThat(north(0, 0, PHONE)).isEmpty();
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rules.add(north(500 + i / 10.0, 10 + 10 * i, PHONE));
        }
        assertThat(rules).containsExactly("impossible_movement", "impossible_movement", "", "", "");
        assertThat(path.kilometres()).as("from there on").isCloseTo(0.2, within(1e-6));
    }

    @Test
    void jumpsInAllDirectionsAgreeOnNothing() {
        assertThat(north(0, 0, PHONE)).isEmpty();
        for (int i = 1; i < 20; i++) {
            assertThat(north(100 * (1 + i % 3), i, PHONE)).isEqualTo("impossible_movement");
        }
        assertThat(path.kilometres()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, null_island", "-0.0, 0, null_island", "0, 0.0001, ''", "0.0001, 0, ''"})
    void nobodyIsWhereZeroMeetsZero(double latitude, double longitude, String rule) {
        Fix fix = new Fix(UUID.randomUUID(), new Position(latitude, longitude), 0, 0, START, Source.UNKNOWN);
        assertThat(decided(fix)).isEqualTo(rule);
    }

    @Test
    void whatWaitedInThePhoneSinceBeforeTheTripIsNotOfIt() {
        assertThat(north(0, -1, new Source(0, true, true))).isEqualTo("before_trip");
        assertThat(north(0, 0, new Source(0, true, true))).isEmpty();
        TripPath slow = new TripPath(0, 0, 0, null, 0, null);
        Fix live = fix(3, -600, PHONE);
        assertThat(PathRules.deciding(new PathRules.Candidate(trip, live, slow.slot(live))))
                .as("a phone whose clock is slow")
                .isEmpty();
    }

    @Test
    void whatComesLateIsComparedWithBothNeighbours() {
        assertThat(north(0, 0, PHONE)).isEmpty();
        assertThat(north(1, 100, PHONE)).isEmpty();
        path.expectLateOnes();
        Surroundings around = new Surroundings(
                false,
                new TripPath.Neighbour(START, 1, new Position(3, 101)),
                new TripPath.Neighbour(START.plusSeconds(100), 2, new Position(3 + 1 / DEGREE_KM, 101)));
        Fix off = fix(3 + 3 / DEGREE_KM, 70, PHONE);
        assertThat(decided(off, path.slot(off, around)))
                .as("in reach of the first, not of the second")
                .isEqualTo("impossible_movement");
        Fix again = fix(3 + 3 / DEGREE_KM, 70, PHONE);
        assertThat(decided(again, path.slot(again, around))).isEqualTo("duplicate");
        Fix between = fix(3 + 0.5 / DEGREE_KM, 50, PHONE);
        assertThat(decided(between, path.slot(between, around))).isEmpty();
        assertThat(path.kilometres()).isCloseTo(1, within(1e-6));
    }

    @Test
    void whatIsThereAlreadyIsADuplicateWhateverElseItIs() {
        path.expectLateOnes();
        Fix first = fix(3, 0, new Source(500, true, false));
        assertThat(decided(first)).isEqualTo("inaccurate");
        Fix again = fix(3, 0, new Source(500, true, false));
        assertThat(decided(again, path.slot(again, new Surroundings(false, null, null))))
                .isEqualTo("duplicate");
    }
}

package my.kilat.tracking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.identity.Role;
import my.kilat.platform.geo.Position;
import my.kilat.platform.security.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Positions, distances, parties. */
class RulesTest {
    private static Optional<Fix> fix(double latitude, double longitude, double speed, double heading) {
        return Fix.of(
                UUID.randomUUID(),
                new RunnerLocationUpdate(
                        UUID.randomUUID(), null, latitude, longitude, speed, heading, Instant.EPOCH, Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource({"90.1, 0", "-90.1, 0", "0, 180.1", "0, -180.1", "NaN, 0"})
    void aPlaceThatIsNotOnTheEarthIsNoPosition(double latitude, double longitude) {
        assertThat(fix(latitude, longitude, 0, 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"90, 180", "-90, -180", "0, 0"})
    void theEdgesOfTheEarthBelongToIt(double latitude, double longitude) {
        assertThat(fix(latitude, longitude, 0, 0)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"-3.6, 0", "0, 0", "42.5, 42.5", "400, 400", "400.1, 400"})
    void speedIsNotNegativeAndNotAbsurd(double reported, double kept) {
        assertThat(fix(1, 1, reported, 0).orElseThrow().speedKmh()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "359.9, 359.9", "360, 360", "360.1, 0"})
    void aHeadingOutsideOfTheCircleIsUnknown(double reported, double kept) {
        assertThat(fix(1, 1, 0, reported).orElseThrow().headingDegrees()).isEqualTo(kept);
    }

    @Test
    void aDistanceIsTheSumOfItsLegsToThreeDecimals() {
        double leg = new Position(3.139, 101.6869).kilometresTo(new Position(3.15, 101.71));
        assertThat(Distance.rounded(leg)).isEqualTo(2.841);
        assertThat(Distance.rounded(leg + leg)).isEqualTo(5.683);
        assertThat(Distance.rounded(0)).isZero();
    }

    @Test
    void aTimeIsKeptAsPreciselyAsTheDatabaseKeepsIt() {
        Instant exact = Instant.parse("2026-02-12T10:00:00.123456789Z");
        assertThat(Fix.of(
                                UUID.randomUUID(),
                                new RunnerLocationUpdate(UUID.randomUUID(), null, 1, 1, 0, 0, exact, exact))
                        .orElseThrow()
                        .recordedAt())
                .isEqualTo(Instant.parse("2026-02-12T10:00:00.123456Z"));
    }

    @Test
    void ownerAssignedRunnerAndAdministratorMayFollowAndNobodyElse() {
        UUID owner = UUID.randomUUID();
        UUID runner = UUID.randomUUID();
        Parties parties = new Parties(owner, runner);
        assertThat(parties.include(caller(owner, Role.OWNER))).isTrue();
        assertThat(parties.include(caller(owner, Role.SHOP))).isTrue();
        assertThat(parties.include(caller(runner, Role.RUNNER))).isTrue();
        assertThat(parties.include(caller(UUID.randomUUID(), Role.ADMIN))).isTrue();
        for (Role role : List.of(Role.OWNER, Role.RUNNER, Role.SHOP)) {
            assertThat(parties.include(caller(UUID.randomUUID(), role))).isFalse();
            assertThat(new Parties(owner, null).include(caller(UUID.randomUUID(), role)))
                    .isFalse();
        }
        assertThat(parties.follower(caller(runner, Role.RUNNER)).orElseThrow().onlyAsRunner())
                .isTrue();
        assertThat(parties.follower(caller(owner, Role.OWNER)).orElseThrow().onlyAsRunner())
                .isFalse();
        assertThat(parties.follower(caller(runner, Role.ADMIN)).orElseThrow().onlyAsRunner())
                .isFalse();
    }

    @Test
    void aRunnerMayFollowAsLongAsTheyHaveTheBooking() {
        UUID owner = UUID.randomUUID();
        UUID runner = UUID.randomUUID();
        UUID next = UUID.randomUUID();
        Parties parties = new Parties(owner, runner);
        Parties.Follower asRunner =
                parties.follower(caller(runner, Role.RUNNER)).orElseThrow();
        assertThat(asRunner.mayFollowWith(runner)).isTrue();
        assertThat(asRunner.mayFollowWith(next)).isFalse();
        assertThat(parties.follower(caller(owner, Role.OWNER)).orElseThrow().mayFollowWith(next))
                .isTrue();
        assertThat(parties.mayHaveGained(caller(next, Role.RUNNER))).isTrue();
        assertThat(parties.mayHaveGained(caller(runner, Role.RUNNER))).isFalse();
        assertThat(parties.mayHaveGained(caller(next, Role.OWNER))).isFalse();
    }

    private static Caller caller(UUID user, Role role) {
        return new Caller(user, role, "", "", "", 0, 0, Instant.MAX);
    }
}

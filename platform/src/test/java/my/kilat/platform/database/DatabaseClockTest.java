package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** Instances of a service on machines whose clocks differ have one time. */
class DatabaseClockTest {
    private static final Duration SKEW = Duration.ofSeconds(40);

    private static InstantSource machineThatIsOff(Duration by) {
        return () -> Instant.now().plus(by);
    }

    @Test
    void twoMachinesWhoseClocksDifferByFortySecondsHaveTheTimeOfTheDatabase() {
        Environment environment = TestService.environment(false, Map.of());
        try (Database database =
                Database.open(DatabaseSettings.from(environment, "notes"), "notes", new SimpleMeterRegistry())) {
            InstantSource early = machineThatIsOff(SKEW.negated());
            InstantSource late = machineThatIsOff(SKEW);
            DatabaseClock one = DatabaseClock.of(database::now, early, early);
            DatabaseClock other = DatabaseClock.of(database::now, late, late);
            assertThat(one.instant()).isCloseTo(other.instant(), within(2, ChronoUnit.SECONDS));
            assertThat(one.instant()).isCloseTo(database.now(), within(2, ChronoUnit.SECONDS));
        }
    }

    @Test
    void aTestThatMovesTheClockOfItsHostMovesThisOne() {
        TestClock host = new TestClock();
        DatabaseClock clock = DatabaseClock.of(Instant::now, host, InstantSource.system());
        host.advance(Duration.ofHours(25));
        assertThat(clock.instant()).isCloseTo(Instant.now().plus(Duration.ofHours(25)), within(2, ChronoUnit.SECONDS));
    }

    @Test
    void itFollowsADatabaseWhoseClockWasSetAndLeavesJitterAlone() {
        AtomicReference<Duration> server = new AtomicReference<>(Duration.ZERO);
        InstantSource machine = InstantSource.system();
        DatabaseClock clock = DatabaseClock.of(() -> Instant.now().plus(server.get()), machine, machine);
        server.set(Duration.ofMillis(-5));
        Instant before = clock.instant();
        clock.compare();
        assertThat(clock.instant()).as("time does not step back").isAfterOrEqualTo(before);
        server.set(Duration.ofSeconds(-7));
        clock.compare();
        assertThat(clock.instant()).isCloseTo(Instant.now().minusSeconds(7), within(2, ChronoUnit.SECONDS));
    }

    @Test
    void whileTheDatabaseIsAwayTimeGoesOn() {
        AtomicReference<Boolean> away = new AtomicReference<>(false);
        InstantSource machine = InstantSource.system();
        DatabaseClock clock = DatabaseClock.of(
                () -> {
                    if (away.get()) {
                        throw new IllegalStateException("away");
                    }
                    return Instant.now();
                },
                machine,
                machine);
        away.set(true);
        Instant before = clock.instant();
        clock.compare();
        assertThat(clock.instant()).isAfterOrEqualTo(before).isCloseTo(Instant.now(), within(2, ChronoUnit.SECONDS));
    }
}

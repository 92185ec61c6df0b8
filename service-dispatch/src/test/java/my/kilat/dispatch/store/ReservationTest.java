package my.kilat.dispatch.store;

import static my.kilat.dispatch.store.RandomTown.NOW;
import static my.kilat.dispatch.store.RandomTown.PICKUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.SuspensionChanged;
import my.kilat.dispatch.domain.Candidate;
import my.kilat.dispatch.domain.Rounds;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

/** Whoever was suspended after a round had found them is not reserved by it. */
class ReservationTest {
    private static final Rounds ROUNDS = new Rounds(3, Duration.ofSeconds(20), List.of(2), 6, 1);

    private final FreeRunners runners = new FreeRunners(ROUNDS, Duration.ofMinutes(5), 0);

    @Test
    void ofThoseWhoWereFoundTheSuspendedArePassedOver() {
        UUID suspended = UUID.randomUUID();
        UUID lifted = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        try (Database database = Database.open(
                DatabaseSettings.from(TestService.environment(true, Map.of()), "dispatch"),
                "dispatch",
                new SimpleMeterRegistry())) {
            database.run(tx -> Suspensions.put(
                    tx,
                    List.of(
                            new SuspensionChanged(suspended, 1, true, NOW),
                            new SuspensionChanged(lifted, 1, true, NOW),
                            new SuspensionChanged(lifted, 2, false, NOW))));
            List<Candidate> found = List.of(candidate(suspended), candidate(lifted), candidate(other));
            List<Candidate> reserved = database.transact(tx -> runners.reserve(tx, found));
            assertThat(reserved).extracting(Candidate::runnerId).containsExactly(lifted, other);
        }
    }

    private static Candidate candidate(UUID id) {
        return new Candidate(id, 100, PICKUP, Duration.ZERO, 0, 0, 0, null, List.of(), false);
    }
}

package my.kilat.tracking.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.PetType;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingRequested;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose positions followers of a booking are shown, in whatever order its news comes. */
class CurrentRunnerTest {
    private static final UUID BOOKING = UUID.randomUUID();
    private static final UUID OWNER = UUID.randomUUID();
    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-02-12T10:00:00Z");

    private final CurrentRunner carriers = new CurrentRunner();

    private static BookingAccepted accepted(UUID runner, @Nullable Integer version, Instant at) {
        return new BookingAccepted(BOOKING, "BK-AAAAAA", runner, OWNER, null, null, null, null, version, at);
    }

    private static BookingRequested offeredAgain(@Nullable Integer version) {
        return new BookingRequested(
                BOOKING, "BK-AAAAAA", OWNER, PetType.CAT, "Milo", 3, 101, 3, 101, 100, "MYR", null, true, version, NOW);
    }

    @Test
    void positionsThatComeBeforeTheAcceptanceAreShown() {
        assertThat(carriers.include(FIRST)).isTrue();
        assertThat(carriers.changeBy(accepted(FIRST, 2, NOW))).isTrue();
        assertThat(carriers.include(FIRST)).isTrue();
    }

    @Test
    void whoGaveItBackIsNotShownAnyMoreUntilItIsTakenAgain() {
        carriers.changeBy(accepted(FIRST, 2, NOW));
        carriers.changeBy(offeredAgain(3));
        assertThat(carriers.include(FIRST)).isFalse();
        carriers.changeBy(accepted(SECOND, 4, NOW));
        assertThat(carriers.include(FIRST)).isFalse();
        assertThat(carriers.include(SECOND)).isTrue();
        carriers.changeBy(offeredAgain(5));
        carriers.changeBy(accepted(FIRST, 6, NOW));
        assertThat(carriers.include(FIRST)).isTrue();
        assertThat(carriers.include(SECOND)).isFalse();
    }

    @Test
    void newsThatComesLateChangesNothingWhateverItsTime() {
        carriers.changeBy(accepted(SECOND, 4, NOW));
        assertThat(carriers.changeBy(accepted(FIRST, 2, NOW.plusSeconds(40)))).isFalse();
        assertThat(carriers.changeBy(offeredAgain(3))).isFalse();
        assertThat(carriers.include(SECOND)).isTrue();
    }

    @Test
    void newsWithoutAVersionIsTakenInTheOrderInWhichItComes() {
        carriers.changeBy(accepted(FIRST, null, NOW));
        carriers.changeBy(offeredAgain(null));
        assertThat(carriers.changeBy(accepted(SECOND, null, NOW.minusSeconds(40))))
                .isTrue();
        assertThat(carriers.include(FIRST)).isFalse();
        assertThat(carriers.include(SECOND)).isTrue();
    }

    @Test
    void manyWhoGaveItBackAreNotRememberedForEver() {
        for (int version = 2; version < 1_000; version++) {
            carriers.changeBy(accepted(UUID.randomUUID(), version, NOW));
        }
        carriers.changeBy(accepted(FIRST, 1_000, NOW));
        carriers.changeBy(accepted(SECOND, 1_001, NOW));
        assertThat(carriers.include(SECOND)).isTrue();
        assertThat(carriers.include(FIRST)).isFalse();
    }
}

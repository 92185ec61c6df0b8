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

    private final CurrentRunner runners = new CurrentRunner();

    private static BookingAccepted accepted(UUID runner, @Nullable Integer version, Instant at) {
        return new BookingAccepted(BOOKING, "BK-AAAAAA", runner, OWNER, null, null, null, null, version, at);
    }

    private static BookingRequested reoffered(@Nullable Integer version) {
        return new BookingRequested(
                BOOKING, "BK-AAAAAA", OWNER, PetType.CAT, "Milo", 3, 101, 3, 101, 100, "MYR", null, true, version, NOW);
    }

    @Test
    void positionsThatComeBeforeTheAcceptanceAreShown() {
        assertThat(runners.mayBeShown(FIRST)).isTrue();
        assertThat(runners.apply(accepted(FIRST, 2, NOW))).isTrue();
        assertThat(runners.mayBeShown(FIRST)).isTrue();
    }

    @Test
    void whoGaveItBackIsNotShownAnyMoreUntilItIsTakenAgain() {
        runners.apply(accepted(FIRST, 2, NOW));
        runners.apply(reoffered(3));
        assertThat(runners.mayBeShown(FIRST)).isFalse();
        runners.apply(accepted(SECOND, 4, NOW));
        assertThat(runners.mayBeShown(FIRST)).isFalse();
        assertThat(runners.mayBeShown(SECOND)).isTrue();
        runners.apply(reoffered(5));
        runners.apply(accepted(FIRST, 6, NOW));
        assertThat(runners.mayBeShown(FIRST)).isTrue();
        assertThat(runners.mayBeShown(SECOND)).isFalse();
    }

    @Test
    void newsThatComesLateChangesNothingWhateverItsTime() {
        runners.apply(accepted(SECOND, 4, NOW));
        assertThat(runners.apply(accepted(FIRST, 2, NOW.plusSeconds(40)))).isFalse();
        assertThat(runners.apply(reoffered(3))).isFalse();
        assertThat(runners.mayBeShown(SECOND)).isTrue();
    }

    @Test
    void newsWithoutAVersionIsTakenInTheOrderInWhichItComes() {
        runners.apply(accepted(FIRST, null, NOW));
        runners.apply(reoffered(null));
        assertThat(runners.apply(accepted(SECOND, null, NOW.minusSeconds(40)))).isTrue();
        assertThat(runners.mayBeShown(FIRST)).isFalse();
        assertThat(runners.mayBeShown(SECOND)).isTrue();
    }

    @Test
    void manyWhoGaveItBackAreNotRememberedForEver() {
        for (int version = 2; version < 1_000; version++) {
            runners.apply(accepted(UUID.randomUUID(), version, NOW));
        }
        runners.apply(accepted(FIRST, 1_000, NOW));
        runners.apply(accepted(SECOND, 1_001, NOW));
        assertThat(runners.mayBeShown(SECOND)).isTrue();
        assertThat(runners.mayBeShown(FIRST)).isFalse();
    }
}

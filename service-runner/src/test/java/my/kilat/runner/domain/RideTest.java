package my.kilat.runner.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.booking.PetType;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.runner.domain.Ride.Effect.Abandons;
import my.kilat.runner.domain.Ride.Effect.Completes;
import my.kilat.runner.domain.Ride.Effect.Leaves;
import my.kilat.runner.domain.Ride.Effect.Takes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RideTest {
    private static final UUID BOOKING = UUID.randomUUID();
    private static final UUID RUNNER = UUID.randomUUID();
    private static final UUID ANOTHER = UUID.randomUUID();
    private static final UUID OWNER = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private final Ride unknown = new Ride.Unknown(BOOKING);
    private final Ride live = unknown.decide(accepted(RUNNER, NOW)).after();

    private static BookingAccepted accepted(UUID runner, Instant at) {
        return new BookingAccepted(BOOKING, "BK-AAAAAA", runner, OWNER, null, null, null, null, null, at);
    }

    private static BookingCompleted completed() {
        return new BookingCompleted(BOOKING, "BK-AAAAAA", RUNNER, OWNER, 1500, "MYR", NOW.plusSeconds(60));
    }

    private static BookingCancelled cancelled(@Nullable CancelledByRole role) {
        return new BookingCancelled(
                BOOKING, "BK-AAAAAA", OWNER, "changed_mind", OWNER, null, null, role, NOW.plusSeconds(60));
    }

    @Test
    void anAcceptedRideIsItsRunners() {
        Ride.Decision decision = unknown.decide(accepted(RUNNER, NOW));
        assertThat(decision.after()).isEqualTo(new Ride.Live(BOOKING, RUNNER, NOW, null));
        assertThat(decision.effects()).containsExactly(new Takes(RUNNER, BOOKING));
    }

    @Test
    void aCompletedRideIsCountedAndOver() {
        Ride.Decision decision = live.decide(completed());
        assertThat(decision.after()).isInstanceOf(Ride.Completed.class);
        assertThat(decision.effects()).containsExactly(new Leaves(RUNNER, BOOKING), new Completes(RUNNER));
    }

    @Test
    void aCancelledRideIsOverAndNotCounted() {
        for (CancelledByRole role : List.of(CancelledByRole.OWNER, CancelledByRole.ADMIN, CancelledByRole.SYSTEM)) {
            assertThat(live.decide(cancelled(role)).effects()).containsExactly(new Leaves(RUNNER, BOOKING));
        }
        assertThat(live.decide(cancelled(null)).effects()).containsExactly(new Leaves(RUNNER, BOOKING));
    }

    @Test
    void aRunnerWhoCallsTheRideOffHasAbandonedIt() {
        assertThat(live.decide(cancelled(CancelledByRole.RUNNER)).effects())
                .containsExactly(new Leaves(RUNNER, BOOKING), new Abandons(RUNNER));
    }

    @Test
    void theSameNewsTwiceIsNoNews() {
        assertThat(live.decide(accepted(RUNNER, NOW))).isEqualTo(new Ride.Decision(live, List.of()));
        Ride over = live.decide(completed()).after();
        assertThat(over.decide(completed())).isEqualTo(new Ride.Decision(over, List.of()));
        Ride off = live.decide(cancelled(null)).after();
        assertThat(off.decide(cancelled(null))).isEqualTo(new Ride.Decision(off, List.of()));
    }

    @Test
    void anAcceptanceAfterTheEndBeginsNothing() {
        Ride completed = unknown.decide(completed()).after();
        assertThat(completed.decide(accepted(RUNNER, NOW)).effects()).isEmpty();
        Ride cancelled = unknown.decide(cancelled(null)).after();
        assertThat(cancelled.decide(accepted(RUNNER, NOW)).effects()).isEmpty();
    }

    @Test
    void aCompletionThatComesFirstIsCountedAllTheSame() {
        assertThat(unknown.decide(completed()).effects()).containsExactly(new Completes(RUNNER));
    }

    @Test
    void theFirstEndStands() {
        assertThat(live.decide(completed()).after().decide(cancelled(null)).effects())
                .isEmpty();
        assertThat(live.decide(cancelled(null)).after().decide(completed()).effects())
                .isEmpty();
    }

    @Test
    void aRideThatWasDeclinedGoesToTheNextWhoAccepts() {
        Ride.Decision decision = live.decide(accepted(ANOTHER, NOW));
        assertThat(decision.after()).isEqualTo(new Ride.Live(BOOKING, ANOTHER, NOW, null));
        assertThat(decision.effects()).containsExactly(new Leaves(RUNNER, BOOKING), new Takes(ANOTHER, BOOKING));
    }

    private static BookingAccepted accepted(UUID runner, int version, Instant at) {
        return new BookingAccepted(BOOKING, "BK-AAAAAA", runner, OWNER, null, null, null, null, version, at);
    }

    /** While the booking service is upgraded, an old instance and a new one tell of the same booking. */
    @Test
    void anAcceptanceWithAVersionStandsAgainstOneWithoutWhateverTheClocksSay() {
        Ride without = unknown.decide(accepted(RUNNER, NOW.plusSeconds(40))).after();
        Ride.Decision decision = without.decide(accepted(ANOTHER, 4, NOW));
        assertThat(decision.effects()).containsExactly(new Leaves(RUNNER, BOOKING), new Takes(ANOTHER, BOOKING));
        assertThat(decision.after().decide(accepted(RUNNER, NOW.plusSeconds(40))))
                .isEqualTo(new Ride.Decision(decision.after(), List.of()));
    }

    @Test
    void theHigherVersionStandsWhateverTheClocksOfTheInstancesSay() {
        Ride first = unknown.decide(accepted(RUNNER, 2, NOW.plusSeconds(40))).after();
        Ride.Decision decision = first.decide(accepted(ANOTHER, 4, NOW));
        assertThat(decision.effects()).containsExactly(new Leaves(RUNNER, BOOKING), new Takes(ANOTHER, BOOKING));
        assertThat(decision.after().decide(accepted(RUNNER, 2, NOW.plusSeconds(40))))
                .as("told again, or late")
                .isEqualTo(new Ride.Decision(decision.after(), List.of()));
        assertThat(unknown.decide(accepted(ANOTHER, 4, NOW))
                        .after()
                        .decide(accepted(RUNNER, 2, NOW.plusSeconds(40)))
                        .effects())
                .as("told the other way round")
                .isEmpty();
    }

    @Test
    void whoGaveItBackAndTookItAgainHasItByTheSecondAcceptance() {
        Ride again = unknown.decide(accepted(RUNNER, 2, NOW))
                .after()
                .decide(accepted(RUNNER, 6, NOW))
                .after();
        assertThat(again.decide(accepted(ANOTHER, 4, NOW)).effects()).isEmpty();
    }

    private static BookingRequested requested(boolean again, int version) {
        return new BookingRequested(
                BOOKING,
                "BK-AAAAAA",
                OWNER,
                PetType.DOG,
                "Rex",
                3.1,
                101.7,
                3.2,
                101.6,
                1500,
                "MYR",
                null,
                again,
                version,
                NOW.plusSeconds(30));
    }

    @Test
    void aRideThatIsOnOfferAgainIsNobodysUntilSomebodyAcceptsIt() {
        Ride accepted = unknown.decide(accepted(RUNNER, 2, NOW)).after();
        Ride.Decision decision = accepted.decide(requested(true, 3));
        assertThat(decision)
                .isEqualTo(new Ride.Decision(
                        new Ride.Open(BOOKING, NOW.plusSeconds(30), 3), List.of(new Leaves(RUNNER, BOOKING))));
        Ride open = decision.after();
        assertThat(open.decide(requested(true, 3))).isEqualTo(new Ride.Decision(open, List.of()));
        assertThat(open.decide(accepted(RUNNER, 2, NOW)).effects()).as("late").isEmpty();
        assertThat(open.decide(accepted(RUNNER, NOW)).effects())
                .as("of an older version")
                .isEmpty();
        assertThat(open.decide(accepted(RUNNER, 4, NOW)).effects()).containsExactly(new Takes(RUNNER, BOOKING));
        assertThat(open.decide(cancelled(null)).effects()).isEmpty();
    }

    @Test
    void thatItWasOnOfferBeforeTakesNothingFromWhoAcceptedItSince() {
        Ride accepted = unknown.decide(accepted(ANOTHER, 4, NOW)).after();
        assertThat(accepted.decide(requested(true, 3))).isEqualTo(new Ride.Decision(accepted, List.of()));
        assertThat(accepted.decide(requested(false, 1))).isEqualTo(new Ride.Decision(accepted, List.of()));
        Ride open = unknown.decide(requested(true, 3)).after();
        assertThat(open.decide(accepted(RUNNER, 2, NOW)).effects())
                .as("told the other way round")
                .isEmpty();
        assertThat(unknown.decide(requested(false, 1)).after()).isEqualTo(unknown);
    }

    @Test
    void anOlderAcceptanceDoesNotTakeTheRideBack() {
        assertThat(live.decide(accepted(ANOTHER, NOW.minusSeconds(1))).effects())
                .isEmpty();
    }
}

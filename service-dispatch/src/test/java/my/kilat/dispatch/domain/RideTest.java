package my.kilat.dispatch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.booking.PetType;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.PetPickedUp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a ride with news of its booking and its payment, in whatever order they come. */
class RideTest {
    private static final UUID ID = UUID.randomUUID();
    private static final UUID OWNER = UUID.randomUUID();
    private static final UUID A = UUID.randomUUID();
    private static final UUID B = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-02-12T10:00:00Z");
    private static final Duration AHEAD = Duration.ofMinutes(45);
    private static final Duration DELAY = Duration.ofMillis(500);
    private static final Conditions CONDITIONS = new Conditions(true, AHEAD, DELAY);

    private static BookingRequested requested(int version, boolean again, @Nullable UUID previous) {
        return requested(version, again, previous, null);
    }

    private static BookingRequested planned(int version, Duration later) {
        return requested(version, version > 1, null, NOW.plus(later));
    }

    private static BookingRequested requested(
            int version, boolean again, @Nullable UUID previous, @Nullable Instant scheduledAt) {
        return new BookingRequested(
                ID,
                "BK-7QK2MX",
                OWNER,
                PetType.DOG,
                "Rex",
                3.1,
                101.6,
                3.2,
                101.7,
                2_210,
                "MYR",
                scheduledAt,
                again,
                previous,
                PetKind.DOG,
                new CrateRequirement(CrateSize.MEDIUM, true, false, 14.4),
                version,
                NOW);
    }

    private static BookingAccepted accepted(UUID runner, int version) {
        return new BookingAccepted(ID, "BK-7QK2MX", runner, OWNER, 3.1, 101.6, 3.2, 101.7, version, NOW);
    }

    private static BookingCancelled cancelled() {
        return new BookingCancelled(
                ID, "BK-7QK2MX", OWNER, "", OWNER, null, BookingStatus.REQUESTED, CancelledByRole.OWNER, NOW);
    }

    private static Ride ride(Object... news) {
        Ride ride = Ride.unheard(ID);
        for (Object each : news) {
            ride = switch (each) {
                case BookingEvent event -> ride.after(event, CONDITIONS, NOW);
                case Boolean held -> ride.paid(held, 1, CONDITIONS, NOW);
                default -> throw new IllegalArgumentException();
            };
        }
        return ride;
    }

    @Test
    void aRunnerIsLookedForOnceItIsRequestedAndPaidInEitherOrder() {
        assertThat(ride(requested(1, false, null)).search().status()).isEqualTo(SearchStatus.WAITING);
        assertThat(ride(true).search().status()).isEqualTo(SearchStatus.WAITING);
        Ride one = ride(requested(1, false, null), true);
        assertThat(one.search().status()).isEqualTo(SearchStatus.SEARCHING);
        assertThat(one.search().dueAt()).isEqualTo(NOW.plus(DELAY));
        assertThat(ride(true, requested(1, false, null))).isEqualTo(one);
        assertThat(ride(true, requested(1, false, null), requested(1, false, null), true))
                .isEqualTo(one);
        assertThat(Ride.unheard(ID)
                        .after(requested(1, false, null), new Conditions(false, AHEAD, DELAY), NOW)
                        .search()
                        .status())
                .isEqualTo(SearchStatus.SEARCHING);
    }

    @Test
    void moneyThatGoesBackStopsTheSearchAndAnotherPaymentBeginsItAgain() {
        Ride refunded = ride(requested(1, false, null), true, false);
        assertThat(refunded.search().status()).isEqualTo(SearchStatus.WAITING);
        Ride again = refunded.paid(true, 2, CONDITIONS, NOW);
        assertThat(again.search().status()).isEqualTo(SearchStatus.SEARCHING);
        assertThat(again.paid(false, 1, CONDITIONS, NOW))
                .as("late news of the first")
                .isEqualTo(again);
    }

    @Test
    void whoeverAcceptsEndsTheSearchAlsoWhenThatIsHeardOfFirst() {
        Ride taken = ride(requested(1, false, null), true, accepted(A, 2));
        assertThat(taken.search().status()).isEqualTo(SearchStatus.ASSIGNED);
        assertThat(taken.runnerId()).isEqualTo(A);
        Ride late = ride(accepted(A, 2), requested(1, false, null), true);
        assertThat(late.search().status()).isEqualTo(SearchStatus.ASSIGNED);
        assertThat(late.order()).isNotNull();
        assertThat(ride(requested(1, false, null), accepted(A, 2), true)
                        .search()
                        .status())
                .isEqualTo(SearchStatus.ASSIGNED);
    }

    @Test
    void onOfferAgainItIsAnotherSearchAndTheHigherVersionStands() {
        Ride again = ride(requested(1, false, null), true, accepted(A, 2), requested(3, true, A));
        assertThat(again.runnerId()).isNull();
        assertThat(again.search()).isEqualTo(new Search(SearchStatus.SEARCHING, 2, 0, 0, NOW, NOW.plus(DELAY), null));
        assertThat(again.after(accepted(A, 2), CONDITIONS, NOW)).as("late").isEqualTo(again);
        assertThat(again.after(requested(3, true, A), CONDITIONS, NOW))
                .as("twice")
                .isEqualTo(again);
        assertThat(again.after(accepted(B, 4), CONDITIONS, NOW).runnerId()).isEqualTo(B);
        assertThat(ride(requested(3, true, A), true).search().status()).isEqualTo(SearchStatus.SEARCHING);
    }

    @Test
    void aRideForLaterIsPlannedInEitherOrderAndOneWithinTheTimeIsNot() {
        Ride planned = ride(planned(1, Duration.ofDays(3)), true);
        assertThat(planned.search())
                .isEqualTo(new Search(
                        SearchStatus.PLANNED,
                        1,
                        0,
                        0,
                        null,
                        NOW.plus(Duration.ofDays(3)).minus(AHEAD),
                        null));
        assertThat(ride(true, planned(1, Duration.ofDays(3)))).isEqualTo(planned);
        assertThat(ride(true, planned(1, Duration.ofDays(3)), planned(1, Duration.ofDays(3)), true))
                .as("twice")
                .isEqualTo(planned);
        Instant later = NOW.plus(Duration.ofDays(3)).minus(AHEAD);
        assertThat(planned.due(later).search())
                .isEqualTo(new Search(SearchStatus.SEARCHING, 1, 0, 0, later, later, null));
        assertThat(ride(planned(1, AHEAD), true).search().status()).isEqualTo(SearchStatus.SEARCHING);
        assertThat(ride(planned(1, AHEAD.plusSeconds(1)), true).search().status())
                .isEqualTo(SearchStatus.PLANNED);
    }

    @Test
    void aPlannedSearchEndsWithItsBookingItsMoneyOrARunner() {
        BookingRequested request = planned(1, Duration.ofDays(3));
        assertThat(ride(request, true, cancelled()).search())
                .isEqualTo(new Search(SearchStatus.CANCELLED, 1, 0, 0, null, null, NOW));
        assertThat(ride(request, true, accepted(A, 2)).search())
                .isEqualTo(new Search(SearchStatus.ASSIGNED, 1, 0, 0, null, null, NOW));
        assertThat(ride(request, true, false).search())
                .isEqualTo(new Search(SearchStatus.WAITING, 1, 0, 0, null, null, null));
        Search again = ride(request, true, accepted(A, 2), planned(3, Duration.ofDays(3)))
                .search();
        assertThat(again.status()).isEqualTo(SearchStatus.PLANNED);
        assertThat(again.cycle()).isEqualTo(2);
    }

    @Test
    void anEndIsFinal() {
        Ride off = ride(requested(1, false, null), true, cancelled());
        assertThat(off.search().status()).isEqualTo(SearchStatus.CANCELLED);
        assertThat(ride(cancelled(), requested(1, false, null), true).search().status())
                .isEqualTo(SearchStatus.CANCELLED);
        assertThat(off.after(accepted(A, 2), CONDITIONS, NOW)).isEqualTo(off);
        Ride done = ride(requested(1, false, null), true, accepted(A, 2));
        Ride aboard = done.after(new PetPickedUp(ID, "BK-7QK2MX", A, OWNER, NOW, NOW), CONDITIONS, NOW);
        assertThat(aboard.stage()).isEqualTo(Stage.IN_PROGRESS);
        Ride delivered = aboard.after(
                new DeliveryConfirmed(ID, "BK-7QK2MX", A, OWNER, NOW, ConfirmedBy.RUNNER, NOW),
                CONDITIONS,
                NOW.plusSeconds(9));
        assertThat(delivered.stage()).isEqualTo(Stage.ENDED);
        assertThat(delivered.search()).as("ended when it was accepted").isEqualTo(done.search());
        assertThat(delivered.after(new BookingCompleted(ID, "BK-7QK2MX", A, OWNER, 2_210, "MYR", NOW), CONDITIONS, NOW))
                .isEqualTo(delivered);
    }

    @Test
    void aBookingThatWasAnnouncedWithoutItsCrateIsLeftToTheOpenList() {
        BookingRequested older = new BookingRequested(
                ID, "BK-7QK2MX", OWNER, PetType.DOG, "Rex", 3.1, 101.6, 3.2, 101.7, 2_210, "MYR", null, false, 1, NOW);
        assertThat(ride(older, true).search().status()).isEqualTo(SearchStatus.WAITING);
    }

    @Test
    void aSearchDoesNotEndBeforeItBeganAlthoughClocksDiffer() {
        Search begun = new Search(SearchStatus.SEARCHING, 1, 1, 3, NOW, NOW.plus(DELAY), null);
        Search ended = begun.end(SearchStatus.ASSIGNED, NOW.minusMillis(3));
        assertThat(ended.endedAt()).isEqualTo(NOW);
        assertThat(ended.lasted()).isZero();
    }
}

package my.kilat.booking.domain;

import static my.kilat.booking.domain.Sample.ADMIN;
import static my.kilat.booking.domain.Sample.BY_RUNNERS_WORD;
import static my.kilat.booking.domain.Sample.DEFAULT;
import static my.kilat.booking.domain.Sample.DELIVERED;
import static my.kilat.booking.domain.Sample.NOW;
import static my.kilat.booking.domain.Sample.OTHER_RUNNER;
import static my.kilat.booking.domain.Sample.OWNER;
import static my.kilat.booking.domain.Sample.PICKED_UP;
import static my.kilat.booking.domain.Sample.RUNNER;
import static my.kilat.booking.domain.Sample.WITHOUT_ESCROW;
import static my.kilat.booking.domain.Sample.changed;
import static my.kilat.booking.domain.Sample.confirmations;
import static my.kilat.booking.domain.Sample.in;
import static my.kilat.booking.domain.Sample.news;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.UUID;
import my.kilat.booking.domain.Payment.Standing;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a move does besides leading to another state: the events, the history, the version, the money. */
class BookingTest {

    @Test
    void aRequestIsTheFirstVersionWithAFirstLineOfHistory() {
        Decision.Changed requested = Booking.request(new UUID(0, 7), "BK-7QK2MX", OWNER, Sample.ride(), NOW);
        assertThat(requested.after().version()).isEqualTo(1);
        assertThat(requested.entry()).isEqualTo(new HistoryEntry(1, null, BookingStatus.REQUESTED, OWNER, "", NOW));
        assertThat(requested.events()).hasSize(1);
    }

    @Test
    void everyStepAddsOneToTheVersionAndALineToTheHistory() {
        Booking before = in(BookingStatus.REQUESTED);
        Decision.Changed accepted = changed(before.accept(RUNNER, new Eligibility(false, 0), DEFAULT, NOW));
        assertThat(accepted.after().version()).isEqualTo(before.version() + 1);
        assertThat(accepted.after().updatedAt()).isEqualTo(NOW);
        assertThat(accepted.after().createdAt()).isEqualTo(before.createdAt());
        assertThat(accepted.entry())
                .isEqualTo(new HistoryEntry(
                        before.version() + 1, BookingStatus.REQUESTED, BookingStatus.ACCEPTED, RUNNER, "", NOW));
        assertThat(accepted.after().state()).isEqualTo(new State.Accepted(RUNNER.id(), Wait.from(NOW)));
        assertThat(accepted.events())
                .containsExactly(new BookingAccepted(
                        before.id(),
                        before.number(),
                        RUNNER.id(),
                        OWNER.id(),
                        3.139,
                        101.6869,
                        3.15,
                        101.71,
                        accepted.after().version(),
                        NOW));
    }

    @Test
    void aPickupTellsThatThePetIsAboardAndOnItsWay() {
        Booking before = in(BookingStatus.ACCEPTED);
        assertThat(changed(before.pickUp(RUNNER, false, Sample.PLANNING, NOW)).events())
                .containsExactly(
                        new PetPickedUp(before.id(), before.number(), RUNNER.id(), OWNER.id(), NOW, NOW),
                        new DeliveryInProgress(before.id(), before.number(), RUNNER.id(), OWNER.id(), NOW, NOW));
    }

    @Test
    void aDeliveryIsTheRunnersWordAndReleasesNothing() {
        Decision.Changed delivered = changed(in(BookingStatus.IN_PROGRESS).deliver(RUNNER, DEFAULT, NOW));
        assertThat(confirmations(delivered.events())).containsExactly(ConfirmedBy.RUNNER);
        assertThat(delivered.after().state()).isEqualTo(new State.Delivered(RUNNER.id(), PICKED_UP, NOW, null));
    }

    @Test
    void whereTheRunnersWordIsEnoughADeliveryReleasesHeldMoney() {
        Booking before = in(BookingStatus.IN_PROGRESS);
        Decision.Changed delivered = changed(before.deliver(RUNNER, BY_RUNNERS_WORD, NOW));
        assertThat(confirmations(delivered.events())).containsExactly(ConfirmedBy.RUNNER, ConfirmedBy.AUTO);
        assertThat(delivered.after().status()).isEqualTo(BookingStatus.DELIVERED);

        Decision.Changed completed = changed(delivered.after().paymentChanged(news(Standing.RELEASED), DEFAULT, NOW));
        assertThat(completed.after().status()).isEqualTo(BookingStatus.COMPLETED);
        assertThat(completed.after().deliver(RUNNER, BY_RUNNERS_WORD, NOW))
                .as("the runner's phone, which has not heard the answer, asks again")
                .isEqualTo(new Decision.Unchanged(completed.after()));

        Decision.Changed unpaid =
                changed(in(BookingStatus.IN_PROGRESS, Standing.NONE).deliver(RUNNER, BY_RUNNERS_WORD, NOW));
        assertThat(confirmations(unpaid.events()))
                .as("without money there is nothing to release")
                .containsExactly(ConfirmedBy.RUNNER);
    }

    @Test
    void aConfirmationAsksForTheReleaseOnceAndWaitsForIt() {
        Booking before = in(BookingStatus.DELIVERED);
        Decision.Changed confirmed = changed(before.confirm(OWNER, NOW));
        assertThat(confirmed.events())
                .containsExactly(new DeliveryConfirmed(
                        before.id(), before.number(), RUNNER.id(), OWNER.id(), DELIVERED, ConfirmedBy.OWNER, NOW));
        assertThat(confirmed.after().status()).isEqualTo(BookingStatus.DELIVERED);
        assertThat(confirmed.after().version()).as("no step was taken").isEqualTo(before.version());
        assertThat(confirmed.entry()).isNull();
        assertThat(confirmed.after().confirm(OWNER, NOW.plusSeconds(60))).isInstanceOf(Decision.Unchanged.class);
        assertThat(confirmed.after().confirm(Actor.Platform.PLATFORM, NOW.plusSeconds(60)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void theTimersConfirmationSaysSo() {
        Decision.Changed confirmed = changed(in(BookingStatus.DELIVERED).confirm(Actor.Platform.PLATFORM, NOW));
        assertThat(confirmations(confirmed.events())).containsExactly(ConfirmedBy.AUTO);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HELD", "LAPSED"})
    void withoutHeldMoneyAConfirmationCompletesAtOnce(Standing payment) {
        Booking before = in(BookingStatus.DELIVERED, payment);
        Decision.Changed completed = changed(before.confirm(OWNER, NOW));
        assertThat(completed.events())
                .hasExactlyElementsOfTypes(DeliveryConfirmed.class, BookingCompleted.class)
                .last()
                .isEqualTo(
                        new BookingCompleted(before.id(), before.number(), RUNNER.id(), OWNER.id(), 2_210, "MYR", NOW));
        assertThat(completed.after().state())
                .isEqualTo(new State.Completed(
                        RUNNER.id(), PICKED_UP, DELIVERED, new State.Confirmation(ConfirmedBy.OWNER, NOW), 2_210));
        assertThat(completed.after().version()).isEqualTo(before.version() + 1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HELD")
    void anUnpaidBookingCannotBeAcceptedUnlessThePolicySaysSo(Standing payment) {
        Booking unpaid = in(BookingStatus.REQUESTED, payment);
        assertThatThrownBy(() -> unpaid.accept(RUNNER, new Eligibility(false, 0), DEFAULT, NOW))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("not paid for yet");
        assertThat(unpaid.accept(RUNNER, new Eligibility(false, 0), WITHOUT_ESCROW, NOW)
                        .after()
                        .status())
                .isEqualTo(BookingStatus.ACCEPTED);
    }

    @Test
    void aCancellationSaysWhoAsWhomAndFromWhere() {
        Booking before = in(BookingStatus.IN_PROGRESS);
        Decision.Changed cancelled = changed(before.cancel(RUNNER, "took_too_long", NOW));
        assertThat(cancelled.events())
                .containsExactly(new BookingCancelled(
                        before.id(),
                        before.number(),
                        RUNNER.id(),
                        "took_too_long",
                        OWNER.id(),
                        RUNNER.id(),
                        BookingStatus.IN_PROGRESS,
                        CancelledByRole.RUNNER,
                        NOW));
        assertThat(Objects.requireNonNull(cancelled.entry()).reason()).isEqualTo("took_too_long");
        assertThat(cancelled.after().state().pickedUp()).contains(PICKED_UP);

        assertThat(((BookingCancelled) changed(in(BookingStatus.REQUESTED).cancel(ADMIN, "", NOW))
                                .events()
                                .getFirst())
                        .cancelledByRole())
                .isEqualTo(CancelledByRole.ADMIN);
    }

    @Test
    void aReasonIsCutAtFiveHundredCharactersAndNotWithinOne() {
        String dogs = "🐕".repeat(501);
        State.Cancelled cancelled = (State.Cancelled)
                in(BookingStatus.REQUESTED).cancel(OWNER, dogs, NOW).after().state();
        assertThat(cancelled.note()).isEqualTo("🐕".repeat(500));
    }

    @Test
    void aRunnerMayLookAtABookingOnlyWhileItWaitsForOne() {
        assertThat(new Visibility(OTHER_RUNNER).includes(in(BookingStatus.REQUESTED)))
                .isTrue();
        assertThat(new Visibility(OTHER_RUNNER).includes(in(BookingStatus.ACCEPTED)))
                .isFalse();
        assertThat(new Visibility(OTHER_RUNNER).includes(in(BookingStatus.CANCELLED)))
                .isFalse();
        assertThat(new Visibility(RUNNER).includes(in(BookingStatus.CANCELLED))).isTrue();
        assertThat(new Visibility(OWNER).includes(in(BookingStatus.ACCEPTED))).isTrue();
        assertThat(new Visibility(ADMIN).includes(in(BookingStatus.ACCEPTED))).isTrue();
        assertThat(new Visibility(Sample.OTHER_OWNER).includes(in(BookingStatus.REQUESTED)))
                .isFalse();
    }

    @Test
    void aBookingThatWasCalledOffBeforeAnyoneHadItIsNoLongerOpen() {
        Booking cancelled = in(BookingStatus.REQUESTED).cancel(OWNER, "", NOW).after();
        assertThatThrownBy(() -> cancelled.accept(RUNNER, new Eligibility(false, 0), DEFAULT, NOW))
                .isInstanceOf(Failure.NotAllowed.class);
    }

    @Test
    void aRunnerTakesNoMoreRidesThanThePolicyAllows() {
        RidePolicy two = new RidePolicy(true, RidePolicy.ReleaseOn.OWNER_CONFIRM, 2);
        Booking open = in(BookingStatus.REQUESTED);
        assertThat(open.accept(RUNNER, new Eligibility(false, 1), two, NOW)
                        .after()
                        .status())
                .isEqualTo(BookingStatus.ACCEPTED);
        assertThatThrownBy(() -> open.accept(RUNNER, new Eligibility(false, 2), two, NOW))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessage("you have 2 rides under way; deliver one of them before you take another");
        assertThat(in(BookingStatus.ACCEPTED).accept(RUNNER, new Eligibility(false, 2), two, NOW))
                .as("their own, once more")
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(open.accept(RUNNER, new Eligibility(false, 100), DEFAULT, NOW)
                        .after()
                        .status())
                .isEqualTo(BookingStatus.ACCEPTED);
    }

    @Test
    void aSuspendedRunnerTakesNothingMoreAndKeepsWhatTheyHave() {
        Eligibility suspended = new Eligibility(true, 0);
        Booking open = in(BookingStatus.REQUESTED);
        assertThatThrownBy(() -> open.accept(RUNNER, suspended, DEFAULT, NOW))
                .isInstanceOf(Failure.NotAllowed.class)
                .hasMessage("you are suspended and cannot take rides; ask support");
        assertThatThrownBy(() -> open.assign(Sample.ADMIN, RUNNER.id(), suspended, "", DEFAULT, NOW))
                .isInstanceOf(Failure.NotAllowed.class)
                .hasMessageContaining("lift the suspension");
        Booking theirs = in(BookingStatus.ACCEPTED);
        assertThat(theirs.accept(RUNNER, suspended, DEFAULT, NOW)).isInstanceOf(Decision.Unchanged.class);
        assertThat(theirs.assign(Sample.ADMIN, RUNNER.id(), suspended, "", DEFAULT, NOW))
                .isInstanceOf(Decision.Unchanged.class);
    }
}

package my.kilat.booking.domain;

import static my.kilat.booking.domain.Sample.ADMIN;
import static my.kilat.booking.domain.Sample.BY_RUNNERS_WORD;
import static my.kilat.booking.domain.Sample.DEFAULT;
import static my.kilat.booking.domain.Sample.DELIVERED;
import static my.kilat.booking.domain.Sample.NOW;
import static my.kilat.booking.domain.Sample.OTHER_RUNNER;
import static my.kilat.booking.domain.Sample.OWNER;
import static my.kilat.booking.domain.Sample.PAYMENT;
import static my.kilat.booking.domain.Sample.PICKED_UP;
import static my.kilat.booking.domain.Sample.RUNNER;
import static my.kilat.booking.domain.Sample.WITHOUT_ESCROW;
import static my.kilat.booking.domain.Sample.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
import my.kilat.contract.event.DomainEvent;
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
        Decision.Changed accepted = changed(before.accept(RUNNER, 0, DEFAULT, NOW));
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

        Decision.Changed completed =
                changed(delivered.after().paymentChanged(news(Standing.RELEASED), Sample.DEFAULT, NOW));
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

    @Test
    void releasedMoneyCompletesWithTheEstimatedPrice() {
        Booking confirmed = in(BookingStatus.DELIVERED).confirm(OWNER, NOW).after();
        Decision.Changed completed = changed(confirmed.paymentChanged(news(Standing.RELEASED), Sample.DEFAULT, NOW));
        assertThat(completed.after().payment().standing()).isEqualTo(Standing.RELEASED);
        assertThat(((State.Completed) completed.after().state()).finalPriceCents())
                .isEqualTo(2_210);
        assertThat(completed.events()).hasExactlyElementsOfTypes(BookingCompleted.class);
        assertThat(Objects.requireNonNull(completed.entry()).actor()).isEqualTo(Actor.Platform.PLATFORM);
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUESTED", "ACCEPTED", "IN_PROGRESS"})
    void moneyReleasedBeforeTheDeliveryHasToBeHeardOfAgain(BookingStatus status) {
        assertThatThrownBy(() -> in(status).paymentChanged(news(Standing.RELEASED), Sample.DEFAULT, NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(status.word());
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "CANCELLED"})
    void moneyReleasedAfterTheEndIsOnlyRemembered(BookingStatus status) {
        Decision.Changed heard = changed(in(status).paymentChanged(news(Standing.RELEASED), Sample.DEFAULT, NOW));
        assertThat(heard.after().status()).isEqualTo(status);
        assertThat(heard.after().payment().standing()).isEqualTo(Standing.RELEASED);
        assertThat(heard.events()).isEmpty();
        assertThat(heard.after().paymentChanged(news(Standing.RELEASED), Sample.DEFAULT, NOW))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @ParameterizedTest
    @EnumSource(BookingStatus.class)
    void otherNewsOfThePaymentChangeNoState(BookingStatus status) {
        Booking unpaid = in(status, Standing.NONE);
        for (Standing news : List.of(Standing.HELD, Standing.REFUNDED, Standing.FAILED)) {
            Decision.Changed heard = changed(unpaid.paymentChanged(news(news), Sample.DEFAULT, NOW));
            assertThat(heard.after().state()).isEqualTo(unpaid.state());
            assertThat(heard.after().payment().standing()).isEqualTo(news);
            assertThat(heard.after().version()).isEqualTo(unpaid.version());
            assertThat(heard.events()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HELD")
    void anUnpaidBookingCannotBeAcceptedUnlessThePolicySaysSo(Standing payment) {
        Booking unpaid = in(BookingStatus.REQUESTED, payment);
        assertThatThrownBy(() -> unpaid.accept(RUNNER, 0, DEFAULT, NOW))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("not paid for yet");
        assertThat(unpaid.accept(RUNNER, 0, WITHOUT_ESCROW, NOW).after().status())
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
        assertThatThrownBy(() -> cancelled.accept(RUNNER, 0, DEFAULT, NOW)).isInstanceOf(Failure.NotAllowed.class);
    }

    /** Delivered and confirmed while its money was held. */
    private static Booking confirmed() {
        return changed(in(BookingStatus.DELIVERED).confirm(OWNER, NOW)).after();
    }

    @Test
    void aConfirmedDeliveryWhoseMoneyHasLapsedWaitsForItsOwnerToPayAgain() {
        Decision.Changed lapsed = changed(confirmed().paymentChanged(news(Standing.LAPSED), Sample.DEFAULT, NOW));
        assertThat(lapsed.events()).isEmpty();
        Booking owed = lapsed.after();
        assertThat(owed.isOwed()).isTrue();
        assertThat(owed.status()).isEqualTo(BookingStatus.DELIVERED);
        assertThat(owed.payment().status().word()).isEqualTo("failed");
        assertThat(owed.confirm(OWNER, NOW))
                .as("confirming once more does not get the owner off")
                .isEqualTo(new Decision.Unchanged(owed));
        Booking declined = changed(
                        owed.paymentChanged(Payment.of(Standing.FAILED, new UUID(0, 8), 2, NOW), Sample.DEFAULT, NOW))
                .after();
        assertThat(declined.isOwed()).as("a second card was declined").isTrue();
        assertThat(declined.confirm(Actor.Platform.PLATFORM, NOW)).isInstanceOf(Decision.Unchanged.class);
        Booking paid = changed(
                        declined.paymentChanged(Payment.of(Standing.HELD, new UUID(0, 9), 3, NOW), Sample.DEFAULT, NOW))
                .after();
        assertThat(paid.isOwed()).isFalse();
        assertThat(changed(paid.paymentChanged(
                                Payment.of(Standing.RELEASED, new UUID(0, 9), 3, NOW), Sample.DEFAULT, NOW))
                        .after()
                        .status())
                .isEqualTo(BookingStatus.COMPLETED);
    }

    @Test
    void whoConfirmsADeliveryWhoseMoneyHasLapsedBeforeDoesNotEndIt() {
        Decision.Changed confirmed =
                changed(in(BookingStatus.DELIVERED, Standing.LAPSED).confirm(OWNER, NOW));
        assertThat(confirmations(confirmed.events())).containsExactly(ConfirmedBy.OWNER);
        assertThat(confirmed.after().isOwed()).isTrue();
    }

    @Test
    void anOwedBookingIsClosedInTheEnd() {
        Booking owed = changed(confirmed().paymentChanged(news(Standing.LAPSED), Sample.DEFAULT, NOW))
                .after();
        Decision.Changed closed = owed.closeUnpaid(NOW);
        assertThat(closed.after().status()).isEqualTo(BookingStatus.COMPLETED);
        assertThat(closed.after().payment()).isEqualTo(owed.payment());
        assertThat(Objects.requireNonNull(closed.entry()).reason()).contains("not paid again");
        assertThat(changed(closed.after()
                                .paymentChanged(
                                        Payment.of(Standing.RELEASED, new UUID(0, 8), 2, NOW), Sample.DEFAULT, NOW))
                        .after()
                        .payment()
                        .status()
                        .word())
                .as("the owner pays after all")
                .isEqualTo("released");
        assertThatThrownBy(() -> confirmed().closeUnpaid(NOW)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> in(BookingStatus.DELIVERED).closeUnpaid(NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void moneyThatWentBackAfterTheConfirmationEndsTheBooking() {
        Decision.Changed refunded = changed(confirmed().paymentChanged(news(Standing.REFUNDED), Sample.DEFAULT, NOW));
        assertThat(refunded.after().status()).isEqualTo(BookingStatus.COMPLETED);
        assertThat(refunded.events()).singleElement().isInstanceOf(BookingCompleted.class);
    }

    @Test
    void aRunnerTakesNoMoreRidesThanThePolicyAllows() {
        RidePolicy two = new RidePolicy(true, RidePolicy.ReleaseOn.OWNER_CONFIRM, 2);
        Booking open = in(BookingStatus.REQUESTED);
        assertThat(open.accept(RUNNER, 1, two, NOW).after().status()).isEqualTo(BookingStatus.ACCEPTED);
        assertThatThrownBy(() -> open.accept(RUNNER, 2, two, NOW))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessage("you have 2 rides under way; deliver one of them before you take another");
        assertThat(in(BookingStatus.ACCEPTED).accept(RUNNER, 2, two, NOW))
                .as("their own, once more")
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(open.accept(RUNNER, 100, DEFAULT, NOW).after().status()).isEqualTo(BookingStatus.ACCEPTED);
    }

    private static Payment news(Standing status) {
        return Payment.of(status, PAYMENT, 1, NOW);
    }

    private static Decision.Changed changed(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        return (Decision.Changed) decision;
    }

    private static List<ConfirmedBy> confirmations(List<DomainEvent> events) {
        return events.stream()
                .map(event -> Objects.requireNonNull(((DeliveryConfirmed) event).confirmedBy()))
                .toList();
    }

    @Test
    void newsThatComeTogetherAreStoredAsOne() {
        Booking delivered = in(BookingStatus.DELIVERED, Standing.PENDING);
        Decision.Changed held = changed(delivered.paymentChanged(news(Standing.HELD), Sample.DEFAULT, NOW));
        Decision.Changed released = changed(held.after().paymentChanged(news(Standing.RELEASED), Sample.DEFAULT, NOW));
        Decision.Changed both = held.then(released);
        assertThat(both.after()).isEqualTo(released.after());
        assertThat(both.entry()).isEqualTo(released.entry());
        assertThat(both.events()).isEqualTo(released.events());
        assertThatThrownBy(() -> released.then(released)).hasMessageContaining("two steps");
    }
}

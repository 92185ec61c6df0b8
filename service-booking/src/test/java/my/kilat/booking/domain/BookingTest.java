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
import my.kilat.contract.event.BookingEvent;
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
        Outcome.Changed requested = Booking.request(new UUID(0, 7), "BK-7QK2MX", OWNER, Sample.ride(), NOW);
        assertThat(requested.booking().version()).isEqualTo(1);
        assertThat(requested.step()).isEqualTo(new HistoryEntry(1, null, BookingStatus.REQUESTED, OWNER, "", NOW));
        assertThat(requested.events()).hasSize(1);
    }

    @Test
    void everyStepAddsOneToTheVersionAndALineToTheHistory() {
        Booking before = in(BookingStatus.REQUESTED);
        Outcome.Changed accepted = changed(before.accept(RUNNER, 0, DEFAULT, NOW));
        assertThat(accepted.booking().version()).isEqualTo(before.version() + 1);
        assertThat(accepted.booking().updatedAt()).isEqualTo(NOW);
        assertThat(accepted.booking().createdAt()).isEqualTo(before.createdAt());
        assertThat(accepted.step())
                .isEqualTo(new HistoryEntry(
                        before.version() + 1, BookingStatus.REQUESTED, BookingStatus.ACCEPTED, RUNNER, "", NOW));
        assertThat(accepted.booking().state()).isEqualTo(new State.Accepted(RUNNER.id()));
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
                        accepted.booking().version(),
                        NOW));
    }

    @Test
    void aPickupTellsThatThePetIsAboardAndOnItsWay() {
        Booking before = in(BookingStatus.ACCEPTED);
        assertThat(changed(before.pickUp(RUNNER, NOW)).events())
                .containsExactly(
                        new PetPickedUp(before.id(), before.number(), RUNNER.id(), OWNER.id(), NOW, NOW),
                        new DeliveryInProgress(before.id(), before.number(), RUNNER.id(), OWNER.id(), NOW, NOW));
    }

    @Test
    void aDeliveryIsTheRunnersWordAndReleasesNothing() {
        Outcome.Changed delivered = changed(in(BookingStatus.IN_PROGRESS).deliver(RUNNER, DEFAULT, NOW));
        assertThat(confirmations(delivered.events())).containsExactly(ConfirmedBy.RUNNER);
        assertThat(delivered.booking().state()).isEqualTo(new State.Delivered(RUNNER.id(), PICKED_UP, NOW, null));
    }

    @Test
    void whereTheRunnersWordIsEnoughADeliveryReleasesHeldMoney() {
        Booking before = in(BookingStatus.IN_PROGRESS);
        Outcome.Changed delivered = changed(before.deliver(RUNNER, BY_RUNNERS_WORD, NOW));
        assertThat(confirmations(delivered.events())).containsExactly(ConfirmedBy.RUNNER, ConfirmedBy.AUTO);
        assertThat(delivered.booking().status()).isEqualTo(BookingStatus.DELIVERED);

        Outcome.Changed completed = changed(delivered.booking().hear(news(Standing.RELEASED), NOW));
        assertThat(completed.booking().status()).isEqualTo(BookingStatus.COMPLETED);
        assertThat(completed.booking().deliver(RUNNER, BY_RUNNERS_WORD, NOW))
                .as("the runner's phone, which has not heard the answer, asks again")
                .isEqualTo(new Outcome.Unchanged(completed.booking()));

        Outcome.Changed unpaid =
                changed(in(BookingStatus.IN_PROGRESS, Standing.NONE).deliver(RUNNER, BY_RUNNERS_WORD, NOW));
        assertThat(confirmations(unpaid.events()))
                .as("without money there is nothing to release")
                .containsExactly(ConfirmedBy.RUNNER);
    }

    @Test
    void aConfirmationAsksForTheReleaseOnceAndWaitsForIt() {
        Booking before = in(BookingStatus.DELIVERED);
        Outcome.Changed confirmed = changed(before.confirm(OWNER, NOW));
        assertThat(confirmed.events())
                .containsExactly(new DeliveryConfirmed(
                        before.id(), before.number(), RUNNER.id(), OWNER.id(), DELIVERED, ConfirmedBy.OWNER, NOW));
        assertThat(confirmed.booking().status()).isEqualTo(BookingStatus.DELIVERED);
        assertThat(confirmed.booking().version()).as("no step was taken").isEqualTo(before.version());
        assertThat(confirmed.step()).isNull();
        assertThat(confirmed.booking().confirm(OWNER, NOW.plusSeconds(60))).isInstanceOf(Outcome.Unchanged.class);
        assertThat(confirmed.booking().confirm(Actor.Platform.PLATFORM, NOW.plusSeconds(60)))
                .isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void theTimersConfirmationSaysSo() {
        Outcome.Changed confirmed = changed(in(BookingStatus.DELIVERED).confirm(Actor.Platform.PLATFORM, NOW));
        assertThat(confirmations(confirmed.events())).containsExactly(ConfirmedBy.AUTO);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HELD", "LAPSED"})
    void withoutHeldMoneyAConfirmationCompletesAtOnce(Standing payment) {
        Booking before = in(BookingStatus.DELIVERED, payment);
        Outcome.Changed completed = changed(before.confirm(OWNER, NOW));
        assertThat(completed.events())
                .hasExactlyElementsOfTypes(DeliveryConfirmed.class, BookingCompleted.class)
                .last()
                .isEqualTo(
                        new BookingCompleted(before.id(), before.number(), RUNNER.id(), OWNER.id(), 2_210, "MYR", NOW));
        assertThat(completed.booking().state())
                .isEqualTo(new State.Completed(
                        RUNNER.id(), PICKED_UP, DELIVERED, new State.Confirmation(ConfirmedBy.OWNER, NOW), 2_210));
        assertThat(completed.booking().version()).isEqualTo(before.version() + 1);
    }

    @Test
    void releasedMoneyCompletesWithTheEstimatedPrice() {
        Booking confirmed = in(BookingStatus.DELIVERED).confirm(OWNER, NOW).booking();
        Outcome.Changed completed = changed(confirmed.hear(news(Standing.RELEASED), NOW));
        assertThat(completed.booking().payment().standing()).isEqualTo(Standing.RELEASED);
        assertThat(((State.Completed) completed.booking().state()).finalPriceCents())
                .isEqualTo(2_210);
        assertThat(completed.events()).hasExactlyElementsOfTypes(BookingCompleted.class);
        assertThat(Objects.requireNonNull(completed.step()).actor()).isEqualTo(Actor.Platform.PLATFORM);
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUESTED", "ACCEPTED", "IN_PROGRESS"})
    void moneyReleasedBeforeTheDeliveryHasToBeHeardOfAgain(BookingStatus status) {
        assertThatThrownBy(() -> in(status).hear(news(Standing.RELEASED), NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(status.word());
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "CANCELLED"})
    void moneyReleasedAfterTheEndIsOnlyRemembered(BookingStatus status) {
        Outcome.Changed heard = changed(in(status).hear(news(Standing.RELEASED), NOW));
        assertThat(heard.booking().status()).isEqualTo(status);
        assertThat(heard.booking().payment().standing()).isEqualTo(Standing.RELEASED);
        assertThat(heard.events()).isEmpty();
        assertThat(heard.booking().hear(news(Standing.RELEASED), NOW)).isInstanceOf(Outcome.Unchanged.class);
    }

    @ParameterizedTest
    @EnumSource(BookingStatus.class)
    void otherNewsOfThePaymentChangeNoState(BookingStatus status) {
        Booking unpaid = in(status, Standing.NONE);
        for (Standing news : List.of(Standing.HELD, Standing.REFUNDED, Standing.FAILED)) {
            Outcome.Changed heard = changed(unpaid.hear(news(news), NOW));
            assertThat(heard.booking().state()).isEqualTo(unpaid.state());
            assertThat(heard.booking().payment().standing()).isEqualTo(news);
            assertThat(heard.booking().version()).isEqualTo(unpaid.version());
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
        assertThat(unpaid.accept(RUNNER, 0, WITHOUT_ESCROW, NOW).booking().status())
                .isEqualTo(BookingStatus.ACCEPTED);
    }

    @Test
    void aCancellationSaysWhoAsWhomAndFromWhere() {
        Booking before = in(BookingStatus.IN_PROGRESS);
        Outcome.Changed cancelled = changed(before.cancel(RUNNER, "took_too_long", NOW));
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
        assertThat(Objects.requireNonNull(cancelled.step()).reason()).isEqualTo("took_too_long");
        assertThat(cancelled.booking().state().pickedUp()).contains(PICKED_UP);

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
                in(BookingStatus.REQUESTED).cancel(OWNER, dogs, NOW).booking().state();
        assertThat(cancelled.note()).isEqualTo("🐕".repeat(500));
    }

    @Test
    void aRunnerMayLookAtABookingOnlyWhileItWaitsForOne() {
        assertThat(in(BookingStatus.REQUESTED).isVisibleTo(OTHER_RUNNER)).isTrue();
        assertThat(in(BookingStatus.ACCEPTED).isVisibleTo(OTHER_RUNNER)).isFalse();
        assertThat(in(BookingStatus.CANCELLED).isVisibleTo(OTHER_RUNNER)).isFalse();
        assertThat(in(BookingStatus.CANCELLED).isVisibleTo(RUNNER)).isTrue();
        assertThat(in(BookingStatus.ACCEPTED).isVisibleTo(OWNER)).isTrue();
        assertThat(in(BookingStatus.ACCEPTED).isVisibleTo(ADMIN)).isTrue();
        assertThat(in(BookingStatus.REQUESTED).isVisibleTo(Sample.OTHER_OWNER)).isFalse();
    }

    @Test
    void aBookingThatWasCalledOffBeforeAnyoneHadItIsNoLongerOpen() {
        Booking cancelled = in(BookingStatus.REQUESTED).cancel(OWNER, "", NOW).booking();
        assertThatThrownBy(() -> cancelled.accept(RUNNER, 0, DEFAULT, NOW)).isInstanceOf(Failure.NotAllowed.class);
    }

    /** Delivered and confirmed while its money was held. */
    private static Booking confirmed() {
        return changed(in(BookingStatus.DELIVERED).confirm(OWNER, NOW)).booking();
    }

    @Test
    void aConfirmedDeliveryWhoseMoneyHasLapsedWaitsForItsOwnerToPayAgain() {
        Outcome.Changed lapsed = changed(confirmed().hear(news(Standing.LAPSED), NOW));
        assertThat(lapsed.events()).isEmpty();
        Booking owed = lapsed.booking();
        assertThat(owed.isOwed()).isTrue();
        assertThat(owed.status()).isEqualTo(BookingStatus.DELIVERED);
        assertThat(owed.payment().status().word()).isEqualTo("failed");
        assertThat(owed.confirm(OWNER, NOW))
                .as("confirming once more does not get the owner off")
                .isEqualTo(new Outcome.Unchanged(owed));
        Booking declined = changed(owed.hear(Payment.news(Standing.FAILED, new UUID(0, 8), 2, NOW), NOW))
                .booking();
        assertThat(declined.isOwed()).as("a second card was declined").isTrue();
        assertThat(declined.confirm(Actor.Platform.PLATFORM, NOW)).isInstanceOf(Outcome.Unchanged.class);
        Booking paid = changed(declined.hear(Payment.news(Standing.HELD, new UUID(0, 9), 3, NOW), NOW))
                .booking();
        assertThat(paid.isOwed()).isFalse();
        assertThat(changed(paid.hear(Payment.news(Standing.RELEASED, new UUID(0, 9), 3, NOW), NOW))
                        .booking()
                        .status())
                .isEqualTo(BookingStatus.COMPLETED);
    }

    @Test
    void whoConfirmsADeliveryWhoseMoneyHasLapsedBeforeDoesNotEndIt() {
        Outcome.Changed confirmed =
                changed(in(BookingStatus.DELIVERED, Standing.LAPSED).confirm(OWNER, NOW));
        assertThat(confirmations(confirmed.events())).containsExactly(ConfirmedBy.OWNER);
        assertThat(confirmed.booking().isOwed()).isTrue();
    }

    @Test
    void anOwedBookingIsClosedInTheEnd() {
        Booking owed = changed(confirmed().hear(news(Standing.LAPSED), NOW)).booking();
        Outcome.Changed closed = owed.closeUnpaid(NOW);
        assertThat(closed.booking().status()).isEqualTo(BookingStatus.COMPLETED);
        assertThat(closed.booking().payment()).isEqualTo(owed.payment());
        assertThat(Objects.requireNonNull(closed.step()).reason()).contains("not paid again");
        assertThat(changed(closed.booking().hear(Payment.news(Standing.RELEASED, new UUID(0, 8), 2, NOW), NOW))
                        .booking()
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
        Outcome.Changed refunded = changed(confirmed().hear(news(Standing.REFUNDED), NOW));
        assertThat(refunded.booking().status()).isEqualTo(BookingStatus.COMPLETED);
        assertThat(refunded.events()).singleElement().isInstanceOf(BookingCompleted.class);
    }

    @Test
    void aRunnerTakesNoMoreRidesThanThePolicyAllows() {
        RidePolicy two = new RidePolicy(true, RidePolicy.ReleaseOn.OWNER_CONFIRM, 2);
        Booking open = in(BookingStatus.REQUESTED);
        assertThat(open.accept(RUNNER, 1, two, NOW).booking().status()).isEqualTo(BookingStatus.ACCEPTED);
        assertThatThrownBy(() -> open.accept(RUNNER, 2, two, NOW))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessage("you have 2 rides under way; deliver one of them before you take another");
        assertThat(in(BookingStatus.ACCEPTED).accept(RUNNER, 2, two, NOW))
                .as("their own, once more")
                .isInstanceOf(Outcome.Unchanged.class);
        assertThat(open.accept(RUNNER, 100, DEFAULT, NOW).booking().status()).isEqualTo(BookingStatus.ACCEPTED);
    }

    private static Payment news(Standing status) {
        return Payment.news(status, PAYMENT, 1, NOW);
    }

    private static Outcome.Changed changed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Changed.class);
        return (Outcome.Changed) outcome;
    }

    private static List<ConfirmedBy> confirmations(List<BookingEvent> events) {
        return events.stream()
                .map(event -> Objects.requireNonNull(((DeliveryConfirmed) event).confirmedBy()))
                .toList();
    }

    @Test
    void newsThatComeTogetherAreStoredAsOne() {
        Booking delivered = in(BookingStatus.DELIVERED, Standing.PENDING);
        Outcome.Changed held = changed(delivered.hear(news(Standing.HELD), NOW));
        Outcome.Changed released = changed(held.booking().hear(news(Standing.RELEASED), NOW));
        Outcome.Changed both = held.then(released);
        assertThat(both.booking()).isEqualTo(released.booking());
        assertThat(both.step()).isEqualTo(released.step());
        assertThat(both.events()).isEqualTo(released.events());
        assertThatThrownBy(() -> released.then(released)).hasMessageContaining("two steps");
    }
}

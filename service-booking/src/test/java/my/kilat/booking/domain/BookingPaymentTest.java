package my.kilat.booking.domain;

import static my.kilat.booking.domain.Sample.DEFAULT;
import static my.kilat.booking.domain.Sample.NOW;
import static my.kilat.booking.domain.Sample.OWNER;
import static my.kilat.booking.domain.Sample.changed;
import static my.kilat.booking.domain.Sample.confirmations;
import static my.kilat.booking.domain.Sample.in;
import static my.kilat.booking.domain.Sample.news;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import my.kilat.booking.domain.Payment.Standing;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConfirmedBy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What updates of its payment do to a booking. */
class BookingPaymentTest {
    @Test
    void releasedMoneyCompletesWithTheEstimatedPrice() {
        Booking confirmed = in(BookingStatus.DELIVERED).confirm(OWNER, NOW).after();
        Decision.Changed completed = changed(confirmed.paymentChanged(news(Standing.RELEASED), DEFAULT, NOW));
        assertThat(completed.after().payment().standing()).isEqualTo(Standing.RELEASED);
        assertThat(((State.Completed) completed.after().state()).finalPriceCents())
                .isEqualTo(2_210);
        assertThat(completed.events()).hasExactlyElementsOfTypes(BookingCompleted.class);
        assertThat(Objects.requireNonNull(completed.entry()).actor()).isEqualTo(Actor.Platform.PLATFORM);
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUESTED", "ACCEPTED", "IN_PROGRESS"})
    void moneyReleasedBeforeTheDeliveryHasToBeHeardOfAgain(BookingStatus status) {
        assertThatThrownBy(() -> in(status).paymentChanged(news(Standing.RELEASED), DEFAULT, NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(status.word());
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "CANCELLED"})
    void moneyReleasedAfterTheEndIsOnlyRemembered(BookingStatus status) {
        Decision.Changed heard = changed(in(status).paymentChanged(news(Standing.RELEASED), DEFAULT, NOW));
        assertThat(heard.after().status()).isEqualTo(status);
        assertThat(heard.after().payment().standing()).isEqualTo(Standing.RELEASED);
        assertThat(heard.events()).isEmpty();
        assertThat(heard.after().paymentChanged(news(Standing.RELEASED), DEFAULT, NOW))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @ParameterizedTest
    @EnumSource(BookingStatus.class)
    void otherNewsOfThePaymentChangeNoState(BookingStatus status) {
        Booking unpaid = in(status, Standing.NONE);
        for (Standing news : List.of(Standing.HELD, Standing.REFUNDED, Standing.FAILED)) {
            Decision.Changed heard = changed(unpaid.paymentChanged(news(news), DEFAULT, NOW));
            assertThat(heard.after().state()).isEqualTo(unpaid.state());
            assertThat(heard.after().payment().standing()).isEqualTo(news);
            assertThat(heard.after().version()).isEqualTo(unpaid.version());
            assertThat(heard.events()).isEmpty();
        }
    }

    @Test
    void newsThatComeTogetherAreStoredAsOne() {
        Booking delivered = in(BookingStatus.DELIVERED, Standing.PENDING);
        Decision.Changed held = changed(delivered.paymentChanged(news(Standing.HELD), DEFAULT, NOW));
        Decision.Changed released = changed(held.after().paymentChanged(news(Standing.RELEASED), DEFAULT, NOW));
        Decision.Changed both = held.then(released);
        assertThat(both.after()).isEqualTo(released.after());
        assertThat(both.entry()).isEqualTo(released.entry());
        assertThat(both.events()).isEqualTo(released.events());
        assertThatThrownBy(() -> released.then(released)).hasMessageContaining("two steps");
    }

    /** Delivered and confirmed while its money was held. */
    private static Booking confirmed() {
        return changed(in(BookingStatus.DELIVERED).confirm(OWNER, NOW)).after();
    }

    @Test
    void aConfirmedDeliveryWhoseMoneyHasLapsedWaitsForItsOwnerToPayAgain() {
        Decision.Changed lapsed = changed(confirmed().paymentChanged(news(Standing.LAPSED), DEFAULT, NOW));
        assertThat(lapsed.events()).isEmpty();
        Booking owed = lapsed.after();
        assertThat(owed.isOwed()).isTrue();
        assertThat(owed.status()).isEqualTo(BookingStatus.DELIVERED);
        assertThat(owed.payment().status().word()).isEqualTo("failed");
        assertThat(owed.confirm(OWNER, NOW))
                .as("confirming once more does not get the owner off")
                .isEqualTo(new Decision.Unchanged(owed));
        Booking declined = changed(
                        owed.paymentChanged(Payment.of(Standing.FAILED, new UUID(0, 8), 2, NOW), DEFAULT, NOW))
                .after();
        assertThat(declined.isOwed()).as("a second card was declined").isTrue();
        assertThat(declined.confirm(Actor.Platform.PLATFORM, NOW)).isInstanceOf(Decision.Unchanged.class);
        Booking paid = changed(declined.paymentChanged(Payment.of(Standing.HELD, new UUID(0, 9), 3, NOW), DEFAULT, NOW))
                .after();
        assertThat(paid.isOwed()).isFalse();
        assertThat(changed(paid.paymentChanged(Payment.of(Standing.RELEASED, new UUID(0, 9), 3, NOW), DEFAULT, NOW))
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
        Booking owed = changed(confirmed().paymentChanged(news(Standing.LAPSED), DEFAULT, NOW))
                .after();
        Decision.Changed closed = owed.closeUnpaid(NOW);
        assertThat(closed.after().status()).isEqualTo(BookingStatus.COMPLETED);
        assertThat(closed.after().payment()).isEqualTo(owed.payment());
        assertThat(Objects.requireNonNull(closed.entry()).reason()).contains("not paid again");
        assertThat(changed(closed.after()
                                .paymentChanged(Payment.of(Standing.RELEASED, new UUID(0, 8), 2, NOW), DEFAULT, NOW))
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
        Decision.Changed refunded = changed(confirmed().paymentChanged(news(Standing.REFUNDED), DEFAULT, NOW));
        assertThat(refunded.after().status()).isEqualTo(BookingStatus.COMPLETED);
        assertThat(refunded.events()).singleElement().isInstanceOf(BookingCompleted.class);
    }
}

package my.kilat.booking.domain;

import static my.kilat.booking.domain.Sample.DEADLINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import my.kilat.booking.domain.Payment.Standing;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.NoticeGiven;
import my.kilat.contract.event.NoticeOccasion;
import my.kilat.platform.failure.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Until when bookings wait, and what happens then. */
class DeadlinesTest {
    private static final Instant START = Sample.CREATED;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private static Booking requested(@Nullable Instant scheduledAt, Standing payment, @Nullable Instant heard) {
        Booking booking = Booking.request(Sample.PAYMENT, "BK-7QK2MX", Sample.OWNER, Sample.rideAt(scheduledAt), START)
                .after();
        return heard == null
                ? booking
                : booking.paymentChanged(Payment.of(payment, Sample.PAYMENT, 1, heard), Sample.DEFAULT, heard)
                        .after();
    }

    private static Booking open() {
        return requested(null, Standing.HELD, START);
    }

    private static Instant next(Booking booking) {
        return DEADLINES.next(booking).orElseThrow();
    }

    private static Decision.Changed change(Booking booking, Instant now) {
        assertThat(DEADLINES.decide(booking, now.minusMillis(1))).isInstanceOf(Decision.Unchanged.class);
        return (Decision.Changed) DEADLINES.decide(booking, now);
    }

    private static NoticeGiven notice(Decision.Changed change) {
        List<DomainEvent> events = change.events();
        return (NoticeGiven) events.getLast();
    }

    @Test
    void anOpenJobIsRemindedOfAtHalfTimeAndThenCancelled() {
        Booking open = open();
        assertThat(next(open)).isEqualTo(START.plus(HOUR));

        Decision.Changed reminder = change(open, START.plus(HOUR));
        assertThat(notice(reminder).occasion()).isEqualTo(NoticeOccasion.REQUEST_UNANSWERED);
        assertThat(notice(reminder).until()).isEqualTo(START.plus(HOUR.multipliedBy(2)));
        assertThat(reminder.entry()).isNull();
        Booking reminded = reminder.after();
        assertThat(reminded.version()).isEqualTo(open.version());
        assertThat(reminded.updatedAt())
                .as("for its parties nothing has changed")
                .isEqualTo(open.updatedAt());
        assertThat(next(reminded)).isEqualTo(START.plus(HOUR.multipliedBy(2)));

        Decision.Changed end = change(reminded, START.plus(HOUR.multipliedBy(2)));
        assertThat(end.after().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(end.entry()).isNotNull().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(Actor.Platform.PLATFORM);
            assertThat(entry.reason()).isEqualTo("no runner took it in time");
        });
        assertThat(end.events()).singleElement().isInstanceOfSatisfying(BookingCancelled.class, cancelled -> {
            assertThat(cancelled.cancelledByRole()).isEqualTo(CancelledByRole.SYSTEM);
            assertThat(cancelled.cancelledBy()).isEqualTo(Actor.Platform.ID);
        });
        assertThat(DEADLINES.next(end.after())).isEmpty();
    }

    @Test
    void theTimeBeginsWhenTheRideWasWantedFor() {
        Instant later = START.plus(Duration.ofDays(3));
        Booking paid = requested(later, Standing.HELD, START);
        Decision.Changed ahead = change(paid, later.minus(Duration.ofMinutes(45)));
        assertThat(notice(ahead).occasion()).isEqualTo(NoticeOccasion.RIDE_AHEAD);
        assertThat(notice(ahead).until()).isEqualTo(later);
        assertThat(next(ahead.after())).isEqualTo(later.plus(HOUR));
    }

    @Test
    void whoeverHasNotPaidForAPlannedRideIsRemindedWhileThereIsTime() {
        Instant later = START.plus(Duration.ofDays(3));
        Decision.Changed ahead = change(requested(later, Standing.NONE, null), later.minus(Duration.ofMinutes(45)));
        assertThat(notice(ahead).occasion()).isEqualTo(NoticeOccasion.PAYMENT_MISSING);
        assertThat(notice(ahead).until()).isEqualTo(later.plus(Duration.ofHours(24)));
        Decision.Changed again = change(ahead.after(), later.plus(Duration.ofHours(12)));
        assertThat(notice(again).occasion()).isEqualTo(NoticeOccasion.PAYMENT_MISSING);
        assertThat(change(again.after(), later.plus(Duration.ofHours(24)))
                        .after()
                        .status())
                .isEqualTo(BookingStatus.CANCELLED);
        Instant paidAt = later.minus(Duration.ofMinutes(20));
        Booking paid = ahead.after()
                .paymentChanged(Payment.of(Standing.HELD, Sample.PAYMENT, 1, paidAt), Sample.DEFAULT, paidAt)
                .after();
        assertThat(next(paid)).as("and is not reminded of it once more").isEqualTo(later.plus(HOUR));
    }

    @Test
    void aReminderOfAPlannedRideThatIsLateGivesWayToTheNext() {
        Instant later = START.plus(Duration.ofDays(3));
        Booking paid = requested(later, Standing.HELD, START);
        Decision.Changed ahead = (Decision.Changed) DEADLINES.decide(paid, later.plus(HALF_AN_HOUR));
        assertThat(notice(ahead).occasion()).isEqualTo(NoticeOccasion.RIDE_AHEAD);
        assertThat(next(ahead.after())).isEqualTo(later.plus(HOUR));
        Decision.Changed unanswered = (Decision.Changed) DEADLINES.decide(paid, later.plus(HOUR));
        assertThat(notice(unanswered).occasion()).isEqualTo(NoticeOccasion.REQUEST_UNANSWERED);
        assertThat(next(unanswered.after())).isEqualTo(later.plus(HOUR.multipliedBy(2)));
    }

    @Test
    void aRideForTheNextThreeQuartersOfAnHourIsOneAsSoonAsPossible() {
        Instant soon = START.plus(Duration.ofMinutes(45));
        assertThat(next(requested(soon, Standing.HELD, START))).isEqualTo(soon.plus(HOUR));
    }

    @Test
    void whoeverPaysLateHasTheWholeTimeAndAnotherReminder() {
        Booking unpaid = requested(null, Standing.NONE, null);
        Decision.Changed reminder = change(unpaid, START.plus(Duration.ofHours(12)));
        assertThat(notice(reminder).occasion()).isEqualTo(NoticeOccasion.PAYMENT_MISSING);
        Instant paidAt = START.plus(Duration.ofHours(20));
        Booking paid = reminder.after()
                .paymentChanged(Payment.of(Standing.HELD, Sample.PAYMENT, 1, paidAt), Sample.DEFAULT, paidAt)
                .after();
        assertThat(next(paid)).isEqualTo(paidAt.plus(HOUR));
        assertThat(notice(change(paid, paidAt.plus(HOUR))).occasion()).isEqualTo(NoticeOccasion.REQUEST_UNANSWERED);
    }

    @Test
    void whoeverDoesNotPayIsCancelledAfterADay() {
        Booking reminded = change(requested(null, Standing.NONE, null), START.plus(Duration.ofHours(12)))
                .after();
        Decision.Changed end = change(reminded, START.plus(Duration.ofHours(24)));
        assertThat(end.after().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(end.entry())
                .isNotNull()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("it was not paid for in time"));
    }

    /** After an outage of the platform nobody finds everything cancelled. */
    @Test
    void whateverIsLateIsRemindedOfFirst() {
        Instant late = START.plus(Duration.ofHours(5));
        Decision.Changed reminder = (Decision.Changed) DEADLINES.decide(open(), late);
        assertThat(notice(reminder).until()).isEqualTo(late.plus(HOUR));
        assertThat(next(reminder.after())).isEqualTo(late.plus(HOUR));
        assertThat(change(reminder.after(), late.plus(HOUR)).after().status()).isEqualTo(BookingStatus.CANCELLED);
    }

    @Test
    void aRunnerWhoDoesNotComeIsRemindedAndThenLosesTheRide() {
        Booking accepted = open().accept(Sample.RUNNER, new Eligibility(false, 0), Sample.DEFAULT, START)
                .after();
        Decision.Changed reminder = change(accepted, START.plus(HALF_AN_HOUR));
        assertThat(notice(reminder).occasion()).isEqualTo(NoticeOccasion.PICKUP_LATE);
        assertThat(notice(reminder).runnerId()).isEqualTo(Sample.RUNNER.id());

        Instant end = START.plus(HOUR);
        Decision.Changed again = change(reminder.after(), end);
        Booking offered = again.after();
        assertThat(offered.state()).isEqualTo(new State.Requested(Wait.from(end)));
        assertThat(offered.payment().isHeld()).as("its money stays held").isTrue();
        assertThat(offered.version()).isEqualTo(accepted.version() + 1);
        assertThat(again.entry()).isNotNull().satisfies(entry -> {
            assertThat(entry.from()).isEqualTo(BookingStatus.ACCEPTED);
            assertThat(entry.to()).isEqualTo(BookingStatus.REQUESTED);
            assertThat(entry.actor()).isEqualTo(Actor.Platform.PLATFORM);
        });
        assertThat(again.events().getFirst()).isInstanceOfSatisfying(BookingRequested.class, requested -> {
            assertThat(requested.reoffer()).isTrue();
            assertThat(requested.version()).isEqualTo(offered.version());
        });
        assertThat(notice(again).occasion()).isEqualTo(NoticeOccasion.RIDE_WITHDRAWN);
        assertThat(notice(again).runnerId()).isEqualTo(Sample.RUNNER.id());
        assertThat(next(offered)).as("it has the whole time again").isEqualTo(end.plus(HOUR));
    }

    @Test
    void whoeverAcceptsEarlyIsRemindedAndNotExpectedBeforeTheTime() {
        Instant later = START.plus(Duration.ofDays(1));
        Booking accepted = requested(later, Standing.HELD, START)
                .accept(Sample.RUNNER, new Eligibility(false, 0), Sample.DEFAULT, START)
                .after();
        Decision.Changed ahead = change(accepted, later.minus(Duration.ofMinutes(45)));
        assertThat(notice(ahead).occasion()).isEqualTo(NoticeOccasion.RIDE_AHEAD);
        assertThat(notice(ahead).runnerId()).isEqualTo(Sample.RUNNER.id());
        assertThat(next(ahead.after())).isEqualTo(later.plus(HALF_AN_HOUR));
    }

    @Test
    void whoeverAcceptsAfterTheReminderGetsNone() {
        Instant later = START.plus(Duration.ofDays(1));
        Instant late = later.minus(Duration.ofMinutes(40));
        Booking accepted = requested(later, Standing.HELD, START)
                .accept(Sample.RUNNER, new Eligibility(false, 0), Sample.DEFAULT, late)
                .after();
        assertThat(next(accepted)).isEqualTo(later.plus(HALF_AN_HOUR));
    }

    @Test
    void thePetOfAPlannedRideIsPickedUpHalfAnHourEarlyAtMost() {
        Instant later = START.plus(Duration.ofDays(1));
        Booking accepted = requested(later, Standing.HELD, START)
                .accept(Sample.RUNNER, new Eligibility(false, 0), Sample.DEFAULT, START)
                .after();
        Instant earliest = later.minus(HALF_AN_HOUR);
        assertThatThrownBy(() -> accepted.pickUp(Sample.RUNNER, false, Sample.PLANNING, earliest.minusSeconds(1)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining(
                        "planned for 18:00 on 13 February; the pet can be picked up from 17:30 on 13 February");
        assertThat(accepted.pickUp(Sample.RUNNER, false, Sample.PLANNING, earliest)
                        .after()
                        .status())
                .isEqualTo(BookingStatus.IN_PROGRESS);
    }

    @Test
    void aRideIsOverdueAfterThreeTimesItsEstimate() {
        Booking aboard = Sample.in(BookingStatus.IN_PROGRESS);
        int estimate = aboard.ride().route().estimatedDurationMin();
        assertThat(estimate).isGreaterThanOrEqualTo(5);
        assertThat(next(aboard)).isEqualTo(Sample.PICKED_UP.plus(Duration.ofMinutes(3L * estimate)));
        assertThat(DEADLINES.decide(aboard, next(aboard).plus(HOUR))).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void withoutEscrowAnUnpaidBookingIsAnOpenJob() {
        Deadlines without = new Deadlines(Sample.WITHOUT_ESCROW, Sample.LIMITS, Sample.PLANNING);
        assertThat(without.next(requested(null, Standing.NONE, null))).contains(START.plus(HOUR));
    }

    @ParameterizedTest
    @EnumSource(names = {"DELIVERED", "COMPLETED", "CANCELLED"})
    void nothingElseWaits(BookingStatus status) {
        Booking booking = Sample.in(status);
        assertThat(DEADLINES.next(booking)).isEmpty();
        assertThat(DEADLINES.decide(booking, Sample.NOW.plus(Duration.ofDays(99))))
                .isInstanceOf(Decision.Unchanged.class);
    }
}

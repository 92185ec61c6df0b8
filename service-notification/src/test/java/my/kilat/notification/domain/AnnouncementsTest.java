package my.kilat.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EscrowCreated;
import my.kilat.contract.event.NoticeOccasion;
import my.kilat.contract.event.PaymentStage;
import my.kilat.contract.event.RunnerOffline;
import my.kilat.contract.event.TrackingCompleted;
import my.kilat.contract.event.TrackingStarted;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.notification.Ride;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is told what. */
class AnnouncementsTest {
    static final UUID OWNER = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    static final UUID RUNNER = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    private static final UUID ADMIN = UUID.fromString("00000000-0000-7000-8000-00000000000c");
    static final Ride RIDE = new Ride(UUID.randomUUID(), "BK-7QK2MX", OWNER, RUNNER);

    /** What somebody is told. */
    record Told(UUID who, String title, String text) {}

    private static Told owner(String title, String text) {
        return new Told(OWNER, title, text);
    }

    private static Told runner(String title, String text) {
        return new Told(RUNNER, title, text);
    }

    static List<Told> told(DomainEvent event, Optional<Parties> known) {
        return Announcements.of(UUID.randomUUID(), event, booking -> known).stream()
                .map(announcement -> new Told(
                        announcement.recipient(), announcement.template().title(), announcement.text()))
                .toList();
    }

    private static Arguments row(DomainEvent event, Told... told) {
        return Arguments.of(event, List.of(told));
    }

    static Stream<Arguments> everyEvent() {
        return Stream.of(
                row(
                        RIDE.requested(),
                        owner(
                                "Booking Created",
                                "Your booking BK-7QK2MX for RM 22.10 is created. We tell you as soon as a runner takes it.")),
                row(
                        RIDE.offeredAgain(),
                        owner(
                                "Looking For Another Runner",
                                "The runner cannot take your booking BK-7QK2MX after all. It is on offer again for RM 22.10.")),
                row(
                        RIDE.notice(NoticeOccasion.REQUEST_UNANSWERED),
                        owner(
                                "No Runner Yet",
                                "No runner has taken your booking BK-7QK2MX yet. You can cancel it free of charge and book for"
                                        + " another time or place. Otherwise it is cancelled at 20:30 on 12 February, and"
                                        + " you get your money back.")),
                row(
                        RIDE.notice(NoticeOccasion.PAYMENT_MISSING),
                        owner(
                                "Payment Missing",
                                "Your booking BK-7QK2MX is not paid for, so no runner can take it. Please pay in the app."
                                        + " Otherwise it is cancelled at 20:30 on 12 February.")),
                row(
                        RIDE.notice(NoticeOccasion.PICKUP_LATE),
                        owner(
                                "Your Runner Is Late",
                                "Your runner has not picked up your pet for booking BK-7QK2MX yet. You can cancel free of"
                                        + " charge. Otherwise we look for another runner from 20:30 on 12 February on."),
                        runner(
                                "Please Pick Up The Pet",
                                "The pet of booking BK-7QK2MX waits for you. If it is not picked up by 20:30 on 12"
                                        + " February, the ride is offered to other runners.")),
                row(
                        RIDE.notice(NoticeOccasion.RIDE_AHEAD),
                        owner("Ride Coming Up", "The ride of booking BK-7QK2MX is planned for 20:30 on 12 February."),
                        runner("Ride Coming Up", "The ride of booking BK-7QK2MX is planned for 20:30 on 12 February.")),
                row(
                        RIDE.notice(NoticeOccasion.RIDE_WITHDRAWN, null),
                        runner(
                                "Ride Offered To Others",
                                "Booking BK-7QK2MX is no longer yours. The ride is offered to other runners; please do not"
                                        + " pick up the pet.")),
                row(RIDE.accepted(), owner("Runner Assigned!", "A runner has accepted booking BK-7QK2MX.")),
                row(RIDE.pickedUp(), owner("Pet Picked Up", "Your pet has been picked up for booking BK-7QK2MX.")),
                row(
                        RIDE.inProgress(),
                        owner(
                                "Delivery In Progress",
                                "Your pet is on its way. Follow booking BK-7QK2MX live in the app.")),
                row(
                        RIDE.confirmed(ConfirmedBy.RUNNER),
                        owner(
                                "Please Confirm Delivery",
                                "The runner says that your pet has arrived. Please confirm the delivery of booking BK-7QK2MX.")),
                row(
                        RIDE.confirmed(ConfirmedBy.OWNER),
                        owner("Delivery Confirmed!", "The delivery of booking BK-7QK2MX is confirmed."),
                        runner("Delivery Confirmed!", "The delivery of booking BK-7QK2MX is confirmed.")),
                row(
                        RIDE.confirmed(ConfirmedBy.AUTO),
                        owner("Delivery Confirmed!", "The delivery of booking BK-7QK2MX is confirmed."),
                        runner("Delivery Confirmed!", "The delivery of booking BK-7QK2MX is confirmed.")),
                row(
                        RIDE.confirmed(null),
                        owner("Delivery Confirmed!", "The delivery of booking BK-7QK2MX is confirmed."),
                        runner("Delivery Confirmed!", "The delivery of booking BK-7QK2MX is confirmed.")),
                row(
                        RIDE.completed(),
                        owner("Booking Completed", "Booking BK-7QK2MX is completed. The total is RM 22.10."),
                        runner("Booking Completed", "Booking BK-7QK2MX is completed. The total is RM 22.10.")),
                row(
                        RIDE.cancelled(CancelledByRole.OWNER, OWNER, "Plans changed."),
                        runner("Booking Cancelled", "Booking BK-7QK2MX was cancelled. Reason: Plans changed.")),
                row(
                        RIDE.cancelled(CancelledByRole.RUNNER, RUNNER, "flat tyre"),
                        owner("Booking Cancelled", "Booking BK-7QK2MX was cancelled. Reason: flat tyre.")),
                row(
                        RIDE.cancelled(CancelledByRole.ADMIN, ADMIN, "storm"),
                        owner("Booking Cancelled", "Booking BK-7QK2MX was cancelled. Reason: storm."),
                        runner("Booking Cancelled", "Booking BK-7QK2MX was cancelled. Reason: storm.")),
                row(
                        RIDE.cancelled(CancelledByRole.SYSTEM, ADMIN, ""),
                        owner("Booking Cancelled", "Booking BK-7QK2MX was cancelled. Reason: none given."),
                        runner("Booking Cancelled", "Booking BK-7QK2MX was cancelled. Reason: none given.")),
                row(
                        RIDE.cancelled(CancelledByRole.OWNER, OWNER, "found_another_option"),
                        runner("Booking Cancelled", "Booking BK-7QK2MX was cancelled. Reason: found another option.")),
                row(
                        RIDE.cancelled(CancelledByRole.OWNER, OWNER, "other: my cat ran away"),
                        runner("Booking Cancelled", "Booking BK-7QK2MX was cancelled. Reason: my cat ran away.")),
                row(
                        RIDE.held(),
                        owner(
                                "Payment Authorized",
                                "RM 22.10 for booking BK-7QK2MX is held safely until you confirm the delivery.")),
                row(
                        RIDE.released(),
                        runner(
                                "Payment Received",
                                "You receive RM 18.79 for booking BK-7QK2MX. The platform fee is RM 3.31.")),
                row(
                        RIDE.refunded("booking cancelled: took_too_long"),
                        owner(
                                "Refund Processed",
                                "RM 22.10 for booking BK-7QK2MX was refunded to you. Reason: booking cancelled: it took too long.")),
                row(
                        RIDE.failed(PaymentStage.HOLD, "the card was declined"),
                        owner(
                                "Payment Failed",
                                "The payment for booking BK-7QK2MX failed, and nothing is held."
                                        + " Reason: the card was declined. Please pay again in the app.")),
                row(
                        RIDE.failed(null, "the card has expired"),
                        owner(
                                "Payment Failed",
                                "The payment for booking BK-7QK2MX failed, and nothing is held."
                                        + " Reason: the card has expired. Please pay again in the app.")),
                row(
                        RIDE.lapsed("the hold has expired"),
                        owner(
                                "Payment Failed",
                                "Your payment for booking BK-7QK2MX is not held any more."
                                        + " Reason: the hold has expired. Please pay again in the app."),
                        runner(
                                "Owner Pays Again",
                                "The owner of booking BK-7QK2MX has been asked to pay again."
                                        + " You are paid all the same once the delivery is confirmed."
                                        + " There is nothing for you to do.")),
                // As older versions told of what was still tried.
                row(RIDE.failed(PaymentStage.RELEASE, "bank away")),
                row(RIDE.failed(PaymentStage.REFUND, "bank away")),
                row(
                        RIDE.trackingStarted(),
                        owner("Live Tracking Started", "You can follow booking BK-7QK2MX live now.")),
                row(
                        RIDE.trackingCompleted(5.648),
                        owner("Tracking Completed", "The trip of booking BK-7QK2MX is over after 5.6 km.")),
                row(new EscrowCreated(RIDE.booking(), RIDE.booking(), OWNER, 2210, "MYR", Instant.EPOCH)),
                row(new TrackingUpdated(
                        RIDE.booking(), RIDE.booking(), RUNNER, 3, 101, 0, 0.0, null, OWNER, Instant.EPOCH)),
                row(new RunnerOffline(RUNNER, Instant.EPOCH)));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void eachEventTellsItsPeople(DomainEvent event, List<Told> expected) {
        assertThat(told(event, Optional.empty())).isEqualTo(expected);
    }

    @Test
    void aBookingThatNobodyAcceptedIsCancelledByItsOwnerInSilence() {
        Ride ride = RIDE;
        var cancelled = new my.kilat.contract.event.BookingCancelled(
                ride.booking(), ride.number(), OWNER, "", OWNER, null, null, CancelledByRole.OWNER, Instant.EPOCH);
        assertThat(told(cancelled, Optional.empty())).isEmpty();
    }

    @Test
    void whatAnOlderVersionLeavesOutIsKnownFromEarlierEvents() {
        Optional<Parties> known = Optional.of(new Parties(RIDE.booking(), "BK-7QK2MX", OWNER, RUNNER));
        assertThat(told(RIDE.heldBriefly(), known))
                .containsExactly(owner(
                        "Payment Authorized",
                        "RM 22.10 for booking BK-7QK2MX is held safely until you confirm the delivery."));
        assertThat(told(RIDE.cancelledBriefly(OWNER), known))
                .extracting(Told::who)
                .containsExactly(RUNNER);
        assertThat(told(RIDE.cancelledBriefly(RUNNER), known))
                .extracting(Told::who)
                .containsExactly(OWNER);
        assertThat(told(RIDE.cancelledBriefly(ADMIN), known))
                .extracting(Told::who)
                .containsExactly(OWNER, RUNNER);
    }

    @Test
    void whoIsNotKnownYetCannotBeTold() {
        for (DomainEvent event : List.of(
                RIDE.heldBriefly(),
                RIDE.cancelledBriefly(OWNER),
                new TrackingStarted(RIDE.booking(), RIDE.booking(), RUNNER, Instant.EPOCH, null, null, Instant.EPOCH),
                new TrackingCompleted(
                        RIDE.booking(), RIDE.booking(), RUNNER, 1, Instant.EPOCH, null, null, Instant.EPOCH))) {
            assertThat(Announcements.asksForParties(event)).isTrue();
            assertThatThrownBy(() -> told(event, Optional.empty()))
                    .isInstanceOf(UnknownPartiesException.class)
                    .hasMessageContaining(RIDE.booking().toString());
        }
    }

    @Test
    void aNumberThatIsNotKnownIsLeftOut() {
        var released = new my.kilat.contract.event.EscrowReleased(
                RIDE.booking(), RIDE.booking(), RUNNER, 1879, 331, "MYR", null, null, null, Instant.EPOCH);
        assertThat(told(released, Optional.empty()))
                .containsExactly(runner(
                        "Payment Received", "You receive RM 18.79 for your booking. The platform fee is RM 3.31."));
    }

    @Test
    void theSameEventGivesTheSamePersonTheSameIdAndOthersAnother() {
        UUID event = UUID.randomUUID();
        List<Announcement> once = Announcements.of(event, RIDE.completed(), booking -> Optional.empty());
        List<Announcement> again = Announcements.of(event, RIDE.completed(), booking -> Optional.empty());
        assertThat(once).extracting(Announcement::notificationId).doesNotHaveDuplicates();
        assertThat(again)
                .extracting(Announcement::notificationId)
                .isEqualTo(once.stream().map(Announcement::notificationId).toList());
        assertThat(Announcements.of(UUID.randomUUID(), RIDE.completed(), booking -> Optional.empty()))
                .extracting(Announcement::notificationId)
                .doesNotContainAnyElementsOf(
                        once.stream().map(Announcement::notificationId).toList());
    }
}

package my.kilat.notification.domain;

import java.util.Arrays;
import java.util.Optional;
import my.kilat.contract.event.EventType;

/**
 * The notifications and their texts: a title, the text in the inbox, a short text, and a subject and paragraphs of HTML. Each
 * channel uses those that suit it.
 */
@SuppressWarnings("ImmutableEnumChecker") // a Text never changes
public enum Template {
    BOOKING_REQUESTED(
            EventType.BOOKING_REQUESTED,
            "Booking Created",
            "Your booking {BookingNumber} for {AmountFormatted} is created. We tell you as soon as a runner takes it.",
            "Kilat: your booking {BookingNumber} for {AmountFormatted} is created.",
            "Your booking {BookingNumber} is created",
            """
            <p>Your booking <b>{BookingNumber}</b> is created. The price is <b>{AmountFormatted}</b>.</p>
            <p>We tell you as soon as a runner takes it.</p>"""),
    BOOKING_OFFERED_AGAIN(
            EventType.BOOKING_REQUESTED,
            "Looking For Another Runner",
            "The runner cannot take your booking {BookingNumber} after all. It is on offer again for {AmountFormatted}.",
            "Kilat: the runner cannot take your booking {BookingNumber}. It is on offer again.",
            "We look for another runner for {BookingNumber}",
            """
            <p>The runner cannot take your booking <b>{BookingNumber}</b> after all.</p>
            <p>It is on offer again for <b>{AmountFormatted}</b>; there is nothing for you to do.</p>"""),
    BOOKING_ACCEPTED(
            EventType.BOOKING_ACCEPTED,
            "Runner Assigned!",
            "A runner has accepted booking {BookingNumber}.",
            "Kilat: a runner has accepted your booking {BookingNumber}.",
            "A runner has accepted {BookingNumber}",
            "<p>A runner has accepted your booking <b>{BookingNumber}</b> and will come for your pet.</p>"),
    PET_PICKED_UP(
            EventType.BOOKING_PET_PICKED_UP,
            "Pet Picked Up",
            "Your pet has been picked up for booking {BookingNumber}.",
            "Kilat: your pet has been picked up for booking {BookingNumber}.",
            "Your pet has been picked up ({BookingNumber})",
            "<p>The runner has picked up your pet for booking <b>{BookingNumber}</b>.</p>"),
    DELIVERY_IN_PROGRESS(
            EventType.BOOKING_DELIVERY_IN_PROGRESS,
            "Delivery In Progress",
            "Your pet is on its way. Follow booking {BookingNumber} live in the app.",
            "Kilat: your pet is on its way (booking {BookingNumber}).",
            "Your pet is on its way ({BookingNumber})",
            """
            <p>Your pet is on its way.</p>
            <p>Follow booking <b>{BookingNumber}</b> live in the app.</p>"""),
    PLEASE_CONFIRM(
            EventType.BOOKING_DELIVERY_CONFIRMED,
            "Please Confirm Delivery",
            "The runner says that your pet has arrived. Please confirm the delivery of booking {BookingNumber}.",
            "Kilat: your pet has arrived. Please confirm the delivery of booking {BookingNumber} in the app.",
            "Please confirm the delivery of {BookingNumber}",
            """
            <p>The runner says that your pet has arrived.</p>
            <p>Please confirm the delivery of booking <b>{BookingNumber}</b> in the app, so that the runner is paid.</p>"""),
    DELIVERY_CONFIRMED(
            EventType.BOOKING_DELIVERY_CONFIRMED,
            "Delivery Confirmed!",
            "The delivery of booking {BookingNumber} is confirmed.",
            "Kilat: the delivery of booking {BookingNumber} is confirmed.",
            "The delivery of {BookingNumber} is confirmed",
            "<p>The delivery of booking <b>{BookingNumber}</b> is confirmed. Thank you!</p>"),
    BOOKING_COMPLETED(
            EventType.BOOKING_COMPLETED,
            "Booking Completed",
            "Booking {BookingNumber} is completed. The total is {AmountFormatted}.",
            "Kilat: booking {BookingNumber} is completed. The total is {AmountFormatted}.",
            "Booking {BookingNumber} is completed",
            """
            <p>Booking <b>{BookingNumber}</b> is completed. The total is <b>{AmountFormatted}</b>.</p>
            <p>Thank you for riding with Kilat.</p>"""),
    BOOKING_CANCELLED(
            EventType.BOOKING_CANCELLED,
            "Booking Cancelled",
            "Booking {BookingNumber} was cancelled. Reason: {Reason}.",
            "Kilat: booking {BookingNumber} was cancelled. Reason: {Reason}.",
            "Booking {BookingNumber} was cancelled",
            """
            <p>Booking <b>{BookingNumber}</b> was cancelled.</p>
            <p>Reason: {Reason}.</p>"""),
    ESCROW_HELD(
            EventType.PAYMENT_ESCROW_HELD,
            "Payment Authorized",
            "{AmountFormatted} for {Booking} is held safely until you confirm the delivery.",
            "Kilat: {AmountFormatted} for {Booking} is held until you confirm the delivery.",
            "{AmountFormatted} for {Booking} is held safely",
            "<p><b>{AmountFormatted}</b> for {Booking} is held safely until you confirm the delivery.</p>"),
    ESCROW_RELEASED(
            EventType.PAYMENT_ESCROW_RELEASED,
            "Payment Received",
            "You receive {RunnerPayoutFormatted} for {Booking}. The platform fee is {PlatformFeeFormatted}.",
            "Kilat: you receive {RunnerPayoutFormatted} for {Booking}.",
            "You receive {RunnerPayoutFormatted} for {Booking}",
            """
            <p>You receive <b>{RunnerPayoutFormatted}</b> for {Booking}.</p>
            <p>The platform fee is {PlatformFeeFormatted}.</p>"""),
    ESCROW_REFUNDED(
            EventType.PAYMENT_ESCROW_REFUNDED,
            "Refund Processed",
            "{AmountFormatted} for {Booking} was refunded to you. Reason: {RefundReason}.",
            "Kilat: {AmountFormatted} for {Booking} was refunded to you.",
            "{AmountFormatted} for {Booking} was refunded",
            """
            <p><b>{AmountFormatted}</b> for {Booking} was refunded to you.</p>
            <p>Reason: {RefundReason}.</p>"""),
    PAYMENT_NOT_HELD(
            EventType.PAYMENT_FAILED,
            "Payment Failed",
            "The payment for {Booking} failed, and nothing is held. Reason: {Reason}. Please pay again in the app.",
            "Kilat: the payment for {Booking} failed. Please pay again in the app.",
            "The payment for {Booking} failed",
            """
            <p>The payment for {Booking} failed, and nothing is held.</p>
            <p>Reason: {Reason}.</p>
            <p>Please pay again in the app, perhaps with another card.</p>"""),
    PAYMENT_LAPSED(
            EventType.PAYMENT_FAILED,
            "Payment Failed",
            "The runner could not be paid for {Booking}, and nothing is held any more. Reason: {Reason}. Please pay again in the app.",
            "Kilat: the runner could not be paid for {Booking}. Please pay again in the app.",
            "Please pay again for {Booking}",
            """
            <p>The runner could not be paid for {Booking}, and nothing is held any more.</p>
            <p>Reason: {Reason}.</p>
            <p>Please pay again in the app, perhaps with another card; the runner then gets the money at once.</p>"""),
    PAYOUT_WAITS(
            EventType.PAYMENT_FAILED,
            "Payout Delayed",
            "Your payout for {Booking} is delayed: the owner has been asked to pay again. There is nothing for you to do.",
            "Kilat: your payout for {Booking} is delayed. The owner has been asked to pay again.",
            "Your payout for {Booking} is delayed",
            """
            <p>Your payout for {Booking} is delayed: the owner has been asked to pay again.</p>
            <p>There is nothing for you to do; we tell you when the money has come.</p>"""),
    TRACKING_STARTED(
            EventType.TRACKING_STARTED,
            "Live Tracking Started",
            "You can follow {Booking} live now.",
            "Kilat: you can follow {Booking} live in the app now.",
            "You can follow {Booking} live now",
            "<p>You can follow {Booking} live in the app now.</p>"),
    TRACKING_COMPLETED(
            EventType.TRACKING_COMPLETED,
            "Tracking Completed",
            "The trip of {Booking} is over after {TotalDistance} km.",
            "Kilat: the trip of {Booking} is over after {TotalDistance} km.",
            "The trip of {Booking} is over",
            "<p>The trip of {Booking} is over after <b>{TotalDistance} km</b>.</p>"),
    REQUEST_UNANSWERED(
            EventType.NOTICE_GIVEN,
            "No Runner Yet",
            "No runner has taken your booking {BookingNumber} yet. You can cancel it free of charge and book for another time or place. Otherwise it is cancelled at {Until}, and you get your money back.",
            "Kilat: no runner has taken {BookingNumber} yet. If nobody does by {Until}, it is cancelled and refunded.",
            "No runner has taken {BookingNumber} yet",
            """
            <p>No runner has taken your booking <b>{BookingNumber}</b> yet.</p>
            <p>You can cancel it free of charge and book for another time or place.</p>
            <p>Otherwise it is cancelled at <b>{Until}</b>, and you get your money back.</p>"""),
    PAYMENT_MISSING(
            EventType.NOTICE_GIVEN,
            "Payment Missing",
            "Your booking {BookingNumber} is not paid for, so no runner can take it. Please pay in the app. Otherwise it is cancelled at {Until}.",
            "Kilat: {BookingNumber} is not paid for. Please pay in the app; it is cancelled at {Until}.",
            "Your booking {BookingNumber} is not paid for",
            """
            <p>Your booking <b>{BookingNumber}</b> is not paid for, so no runner can take it.</p>
            <p>Please pay in the app. Otherwise it is cancelled at <b>{Until}</b>.</p>"""),
    RUNNER_LATE(
            EventType.NOTICE_GIVEN,
            "Your Runner Is Late",
            "Your runner has not picked up your pet for booking {BookingNumber} yet. You can cancel free of charge. Otherwise we look for another runner from {Until} on.",
            "Kilat: your runner for {BookingNumber} is late. You can cancel free of charge, or we look for another from {Until} on.",
            "Your runner for {BookingNumber} is late",
            """
            <p>Your runner has not picked up your pet for booking <b>{BookingNumber}</b> yet.</p>
            <p>You can cancel free of charge. Otherwise we look for another runner from <b>{Until}</b> on.</p>"""),
    PICKUP_LATE(
            EventType.NOTICE_GIVEN,
            "Please Pick Up The Pet",
            "The pet of booking {BookingNumber} waits for you. If it is not picked up by {Until}, the ride is offered to other runners.",
            "Kilat: the pet of {BookingNumber} waits for you. From {Until} on the ride is offered to others.",
            "The pet of {BookingNumber} waits for you",
            """
            <p>The pet of booking <b>{BookingNumber}</b> waits for you.</p>
            <p>If it is not picked up by <b>{Until}</b>, the ride is offered to other runners.</p>"""),
    RIDE_AHEAD(
            EventType.NOTICE_GIVEN,
            "Ride Coming Up",
            "The ride of booking {BookingNumber} is planned for {Until}.",
            "Kilat: the ride of {BookingNumber} is planned for {Until}.",
            "The ride of {BookingNumber} is planned for {Until}",
            "<p>The ride of booking <b>{BookingNumber}</b> is planned for <b>{Until}</b>.</p>"),
    RIDE_WITHDRAWN(
            EventType.NOTICE_GIVEN,
            "Ride Offered To Others",
            "Booking {BookingNumber} is no longer yours. The ride is offered to other runners; please do not pick up the pet.",
            "Kilat: {BookingNumber} is no longer yours and is offered to others. Please do not pick up the pet.",
            "Booking {BookingNumber} is no longer yours",
            """
            <p>Booking <b>{BookingNumber}</b> is no longer yours.</p>
            <p>The ride is offered to other runners; please do not pick up the pet.</p>"""),
    RIDE_OFFERED(
            EventType.DISPATCH_OFFER_MADE,
            "A Ride For You",
            "Booking {BookingNumber} near you is offered to you. Open the app now to accept it.",
            "Kilat: booking {BookingNumber} near you is offered to you. Open the app now to accept it.",
            "Booking {BookingNumber} is offered to you",
            "<p>Booking <b>{BookingNumber}</b> near you is offered to you. Open the app now to accept it.</p>"),
    RUNNER_AT_PICKUP(
            EventType.TRIP_RUNNER_ARRIVED,
            "Your Runner Is Here",
            "The runner of {Booking} has arrived at the pickup.",
            "Kilat: the runner of {Booking} has arrived at the pickup.",
            "Your runner has arrived at the pickup ({BookingNumber})",
            "<p>The runner of {Booking} has arrived at the pickup.</p>"),
    RUNNER_AT_DROPOFF(
            EventType.TRIP_RUNNER_ARRIVED,
            "Arrived At The Drop-off",
            "Your pet has arrived at the drop-off of {Booking}.",
            "Kilat: your pet has arrived at the drop-off of {Booking}.",
            "Your pet has arrived at the drop-off ({BookingNumber})",
            "<p>Your pet has arrived at the drop-off of {Booking}.</p>"),
    YOU_ARE_AT_PICKUP(
            EventType.TRIP_RUNNER_ARRIVED,
            "You Are At The Pickup",
            "You have arrived at the pickup of {Booking}. The owner has been told.",
            "Kilat: you are at the pickup of {Booking}. The owner has been told.",
            "You have arrived at the pickup ({BookingNumber})",
            "<p>You have arrived at the pickup of {Booking}. The owner has been told.</p>"),
    YOU_ARE_AT_DROPOFF(
            EventType.TRIP_RUNNER_ARRIVED,
            "You Are At The Drop-off",
            "You have arrived at the drop-off of {Booking}. The owner has been told.",
            "Kilat: you are at the drop-off of {Booking}. The owner has been told.",
            "You have arrived at the drop-off ({BookingNumber})",
            "<p>You have arrived at the drop-off of {Booking}. The owner has been told.</p>"),
    PICKUP_DELAYED(
            EventType.TRIP_DELAYED,
            "Your Runner Is Delayed",
            "The runner of {Booking} will be at the pickup about {DelayMinutes} minutes later than planned.",
            "Kilat: the runner of {Booking} will be about {DelayMinutes} minutes late at the pickup.",
            "The runner of {Booking} is delayed",
            "<p>The runner of {Booking} will be at the pickup about <b>{DelayMinutes} minutes</b> later than planned.</p>"),
    DROPOFF_DELAYED(
            EventType.TRIP_DELAYED,
            "Your Pet Arrives Later",
            "The pet of {Booking} will be at the drop-off about {DelayMinutes} minutes later than planned.",
            "Kilat: the pet of {Booking} will arrive about {DelayMinutes} minutes late.",
            "The pet of {Booking} arrives later",
            "<p>The pet of {Booking} will be at the drop-off about <b>{DelayMinutes} minutes</b> later than planned.</p>"),
    YOU_ARE_LATE(
            EventType.TRIP_DELAYED,
            "You Are Running Late",
            "You are about {DelayMinutes} minutes later than planned for {Booking}. The owner has been told.",
            "Kilat: you are about {DelayMinutes} minutes late for {Booking}. The owner has been told.",
            "You are late for {Booking}",
            "<p>You are about <b>{DelayMinutes} minutes</b> later than planned for {Booking}. The owner has been told.</p>");

    private final EventType event;
    private final String title;
    private final Text text;
    private final Text shortText;
    private final Text subject;
    private final Text paragraphs;

    Template(EventType event, String title, String text, String shortText, String subject, String paragraphs) {
        this.event = event;
        this.title = title;
        this.text = Text.of(text);
        this.shortText = Text.of(shortText);
        this.subject = Text.of(subject);
        this.paragraphs = Text.of(paragraphs);
    }

    /** The template of that name; empty if this version does not know it. */
    public static Optional<Template> named(String name) {
        return Arrays.stream(values())
                .filter(template -> template.name().equals(name))
                .findFirst();
    }

    /** The type of its event. */
    public EventType event() {
        return event;
    }

    /** Title in the inbox and of push messages. */
    public String title() {
        return title;
    }

    /** Text in the inbox, of push messages and of the plain part of mails. */
    public String text(Variables variables) {
        return text.with(variables);
    }

    /** The short text, cut to the length of one SMS, because each part is charged; of two for text in other scripts. */
    public String shortText(Variables variables) {
        return Sms.fit(shortText.with(variables));
    }

    /** The subject, for channels that have one. */
    public String subject(Variables variables) {
        return subject.with(variables);
    }

    /**
     * The paragraphs as a page of HTML, with the values escaped.
     *
     * @param name of the recipient, perhaps empty
     */
    public String html(Variables variables, String name) {
        return Html.page(title, name, paragraphs.with(variables, Html::escape));
    }
}

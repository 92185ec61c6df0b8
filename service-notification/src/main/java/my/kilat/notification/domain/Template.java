package my.kilat.notification.domain;

import java.util.Arrays;
import java.util.Optional;
import my.kilat.contract.event.EventType;

/**
 * The notifications and their texts: a title, the text in the inbox, a short text, and a subject and paragraphs of HTML. Each
 * channel uses those that suit it.
 */
@SuppressWarnings("ImmutableEnumChecker") // Words never change
public enum Template {
    BOOKING_REQUESTED(EventType.BOOKING_REQUESTED, BookingWords.BOOKING_REQUESTED),
    BOOKING_OFFERED_AGAIN(EventType.BOOKING_REQUESTED, BookingWords.BOOKING_OFFERED_AGAIN),
    BOOKING_ACCEPTED(EventType.BOOKING_ACCEPTED, BookingWords.BOOKING_ACCEPTED),
    PET_PICKED_UP(EventType.BOOKING_PET_PICKED_UP, BookingWords.PET_PICKED_UP),
    DELIVERY_IN_PROGRESS(EventType.BOOKING_DELIVERY_IN_PROGRESS, BookingWords.DELIVERY_IN_PROGRESS),
    PLEASE_CONFIRM(EventType.BOOKING_DELIVERY_CONFIRMED, BookingWords.PLEASE_CONFIRM),
    DELIVERY_CONFIRMED(EventType.BOOKING_DELIVERY_CONFIRMED, BookingWords.DELIVERY_CONFIRMED),
    BOOKING_COMPLETED(EventType.BOOKING_COMPLETED, BookingWords.BOOKING_COMPLETED),
    BOOKING_CANCELLED(EventType.BOOKING_CANCELLED, BookingWords.BOOKING_CANCELLED),
    ESCROW_HELD(EventType.PAYMENT_ESCROW_HELD, PaymentWords.ESCROW_HELD),
    ESCROW_RELEASED(EventType.PAYMENT_ESCROW_RELEASED, PaymentWords.ESCROW_RELEASED),
    ESCROW_REFUNDED(EventType.PAYMENT_ESCROW_REFUNDED, PaymentWords.ESCROW_REFUNDED),
    PAYMENT_NOT_HELD(EventType.PAYMENT_FAILED, PaymentWords.PAYMENT_NOT_HELD),
    PAYMENT_LAPSED(EventType.PAYMENT_FAILED, PaymentWords.PAYMENT_LAPSED),
    PAYOUT_WAITS(EventType.PAYMENT_FAILED, PaymentWords.PAYOUT_WAITS),
    TRACKING_STARTED(EventType.TRACKING_STARTED, TripWords.TRACKING_STARTED),
    TRACKING_COMPLETED(EventType.TRACKING_COMPLETED, TripWords.TRACKING_COMPLETED),
    REQUEST_UNANSWERED(EventType.NOTICE_GIVEN, NoticeWords.REQUEST_UNANSWERED),
    PAYMENT_MISSING(EventType.NOTICE_GIVEN, NoticeWords.PAYMENT_MISSING),
    RUNNER_LATE(EventType.NOTICE_GIVEN, NoticeWords.RUNNER_LATE),
    PICKUP_LATE(EventType.NOTICE_GIVEN, NoticeWords.PICKUP_LATE),
    RIDE_AHEAD(EventType.NOTICE_GIVEN, NoticeWords.RIDE_AHEAD),
    RIDE_WITHDRAWN(EventType.NOTICE_GIVEN, NoticeWords.RIDE_WITHDRAWN),
    RIDE_OFFERED(EventType.DISPATCH_OFFER_MADE, BookingWords.RIDE_OFFERED),
    RUNNER_AT_PICKUP(EventType.TRIP_RUNNER_ARRIVED, TripWords.RUNNER_AT_PICKUP),
    RUNNER_AT_DROPOFF(EventType.TRIP_RUNNER_ARRIVED, TripWords.RUNNER_AT_DROPOFF),
    YOU_ARE_AT_PICKUP(EventType.TRIP_RUNNER_ARRIVED, TripWords.YOU_ARE_AT_PICKUP),
    YOU_ARE_AT_DROPOFF(EventType.TRIP_RUNNER_ARRIVED, TripWords.YOU_ARE_AT_DROPOFF),
    PICKUP_DELAYED(EventType.TRIP_DELAYED, TripWords.PICKUP_DELAYED),
    DROPOFF_DELAYED(EventType.TRIP_DELAYED, TripWords.DROPOFF_DELAYED),
    YOU_ARE_LATE(EventType.TRIP_DELAYED, TripWords.YOU_ARE_LATE),
    VEHICLE_STANDS(EventType.TRIP_UNATTENDED_STOP, TripWords.VEHICLE_STANDS),
    YOU_STAND(EventType.TRIP_UNATTENDED_STOP, TripWords.YOU_STAND);

    private final EventType event;
    private final Words words;

    Template(EventType event, Words words) {
        this.event = event;
        this.words = words;
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

    /** Whether it is for a runner at work: one who is online for offers, or drives. */
    public boolean isForWork() {
        return switch (this) {
            case RIDE_OFFERED, YOU_ARE_AT_PICKUP, YOU_ARE_AT_DROPOFF, YOU_ARE_LATE, YOU_STAND -> true;
            default -> false;
        };
    }

    /** Title in the inbox and of push messages. */
    public String title() {
        return words.title();
    }

    /** Text in the inbox, of push messages and of the plain part of mails. */
    public String text(Variables variables) {
        return words.text().with(variables);
    }

    /** The short text, cut to the length of one SMS, because each part is charged; of two for text in other scripts. */
    public String shortText(Variables variables) {
        return Sms.fit(words.shortText().with(variables));
    }

    /** The subject, for channels that have one. */
    public String subject(Variables variables) {
        return words.subject().with(variables);
    }

    /**
     * The paragraphs as a page of HTML, with the values escaped.
     *
     * @param name of the recipient, perhaps empty
     */
    public String html(Variables variables, String name) {
        return Html.page(title(), name, words.paragraphs().with(variables, Html::escape));
    }
}

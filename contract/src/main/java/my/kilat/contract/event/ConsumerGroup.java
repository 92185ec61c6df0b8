package my.kilat.contract.event;

import static my.kilat.contract.event.EventType.ACCOUNT_UPDATED;
import static my.kilat.contract.event.EventType.BOOKING_ACCEPTED;
import static my.kilat.contract.event.EventType.BOOKING_CANCELLED;
import static my.kilat.contract.event.EventType.BOOKING_COMPLETED;
import static my.kilat.contract.event.EventType.BOOKING_DELIVERY_CONFIRMED;
import static my.kilat.contract.event.EventType.BOOKING_DELIVERY_IN_PROGRESS;
import static my.kilat.contract.event.EventType.BOOKING_PET_PICKED_UP;
import static my.kilat.contract.event.EventType.BOOKING_REQUESTED;
import static my.kilat.contract.event.EventType.PAYMENT_ESCROW_HELD;
import static my.kilat.contract.event.EventType.PAYMENT_ESCROW_REFUNDED;
import static my.kilat.contract.event.EventType.PAYMENT_ESCROW_RELEASED;
import static my.kilat.contract.event.EventType.PAYMENT_FAILED;
import static my.kilat.contract.event.EventType.RUNNER_LOCATION_UPDATE;
import static my.kilat.contract.event.EventType.TRACKING_COMPLETED;
import static my.kilat.contract.event.EventType.TRACKING_STARTED;

import java.util.Set;

/** Who reads what: the groups under which services share the records of a topic. Their ids are fixed, with no prefix. */
public enum ConsumerGroup {
    /** Remembers how the payment of a booking stands, and completes the booking once the money is released. */
    BOOKING_PAYMENTS(
            "service-booking-payments",
            Topic.PAYMENT,
            Set.of(PAYMENT_ESCROW_HELD, PAYMENT_ESCROW_RELEASED, PAYMENT_ESCROW_REFUNDED, PAYMENT_FAILED)),
    /** Learns price, owner and runner of a booking, and releases or refunds its money. */
    PAYMENT_BOOKINGS(
            "service-payment-bookings",
            Topic.BOOKING,
            Set.of(BOOKING_REQUESTED, BOOKING_ACCEPTED, BOOKING_DELIVERY_CONFIRMED, BOOKING_CANCELLED)),
    /** Starts and ends trips, and tells sockets about every change of a booking. */
    TRACKING_BOOKINGS(
            "service-tracking-bookings",
            Topic.BOOKING,
            Set.of(
                    BOOKING_REQUESTED,
                    BOOKING_ACCEPTED,
                    BOOKING_PET_PICKED_UP,
                    BOOKING_DELIVERY_IN_PROGRESS,
                    BOOKING_DELIVERY_CONFIRMED,
                    BOOKING_COMPLETED,
                    BOOKING_CANCELLED)),
    /** Adds waypoints to the live trips of a runner. */
    TRACKING_RUNNERS("service-tracking-runners", Topic.RUNNER, Set.of(RUNNER_LOCATION_UPDATE)),
    /** Tells owner and runner what happens to their booking. */
    NOTIFICATION_BOOKINGS(
            "service-notification-bookings",
            Topic.BOOKING,
            Set.of(
                    BOOKING_REQUESTED,
                    BOOKING_ACCEPTED,
                    BOOKING_PET_PICKED_UP,
                    BOOKING_DELIVERY_IN_PROGRESS,
                    BOOKING_DELIVERY_CONFIRMED,
                    BOOKING_COMPLETED,
                    BOOKING_CANCELLED)),
    /** Tells owner and runner what happens to the money. */
    NOTIFICATION_PAYMENTS(
            "service-notification-payments",
            Topic.PAYMENT,
            Set.of(PAYMENT_ESCROW_HELD, PAYMENT_ESCROW_RELEASED, PAYMENT_ESCROW_REFUNDED, PAYMENT_FAILED)),
    /** Tells the owner that a trip began or ended. */
    NOTIFICATION_TRACKING(
            "service-notification-tracking", Topic.TRACKING, Set.of(TRACKING_STARTED, TRACKING_COMPLETED)),
    /** Knows how people can be reached, and forgets the devices of those who have logged out. */
    NOTIFICATION_ACCOUNTS("service-notification-accounts", Topic.ACCOUNT, Set.of(ACCOUNT_UPDATED)),
    /** Knows which ride a runner is on, and counts the completed ones. */
    RUNNER_BOOKINGS(
            "service-runner-bookings",
            Topic.BOOKING,
            Set.of(BOOKING_ACCEPTED, BOOKING_DELIVERY_CONFIRMED, BOOKING_COMPLETED, BOOKING_CANCELLED));

    private final String id;
    private final Topic topic;

    @SuppressWarnings("ImmutableEnumChecker") // always a Set.of
    private final Set<EventType> reads;

    ConsumerGroup(String id, Topic topic, Set<EventType> reads) {
        this.id = id;
        this.topic = topic;
        this.reads = reads;
    }

    /** The group's id on the broker. */
    public String id() {
        return id;
    }

    public Topic topic() {
        return topic;
    }

    /** The types that this group acts upon; it passes over all others. */
    public Set<EventType> reads() {
        return reads;
    }
}

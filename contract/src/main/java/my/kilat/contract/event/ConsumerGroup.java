package my.kilat.contract.event;

import java.util.List;

/**
 * The consumer groups: the ids under which the instances of a service share the partitions of a topic. They are fixed, with
 * no prefix. Which types of its topic a group handles is not said here but by its subscription in the service.
 *
 * @param <E> the family of events that the topic carries
 */
public final class ConsumerGroup<E extends DomainEvent> {
    /** Remembers how the payment of a booking stands, and completes the booking once the money is released. */
    public static final ConsumerGroup<PaymentEvent> BOOKING_PAYMENTS =
            new ConsumerGroup<>("service-booking-payments", PaymentEvent.class);

    /** Learns price, owner and runner of a booking, and releases or refunds its money. */
    public static final ConsumerGroup<BookingEvent> PAYMENT_BOOKINGS =
            new ConsumerGroup<>("service-payment-bookings", BookingEvent.class);

    /** Starts and ends trips. */
    public static final ConsumerGroup<BookingEvent> TRACKING_BOOKINGS =
            new ConsumerGroup<>("service-tracking-bookings", BookingEvent.class);

    /** Adds waypoints to the live trips of a runner. */
    public static final ConsumerGroup<RunnerEvent> TRACKING_RUNNERS =
            new ConsumerGroup<>("service-tracking-runners", RunnerEvent.class);

    /** Tells owner and runner what happens to their booking. */
    public static final ConsumerGroup<BookingEvent> NOTIFICATION_BOOKINGS =
            new ConsumerGroup<>("service-notification-bookings", BookingEvent.class);

    /** Tells owner and runner what happens to the money. */
    public static final ConsumerGroup<PaymentEvent> NOTIFICATION_PAYMENTS =
            new ConsumerGroup<>("service-notification-payments", PaymentEvent.class);

    /** Tells the owner that a trip began or ended. */
    public static final ConsumerGroup<TrackingEvent> NOTIFICATION_TRACKING =
            new ConsumerGroup<>("service-notification-tracking", TrackingEvent.class);

    /** Knows how people can be reached, and forgets the devices of those who have logged out. */
    public static final ConsumerGroup<AccountEvent> NOTIFICATION_ACCOUNTS =
            new ConsumerGroup<>("service-notification-accounts", AccountEvent.class);

    /** Tells owner and runner what they are reminded of. */
    public static final ConsumerGroup<NoticeEvent> NOTIFICATION_NOTICES =
            new ConsumerGroup<>("service-notification-notices", NoticeEvent.class);

    /** Knows which ride a runner is on, and counts the completed ones. */
    public static final ConsumerGroup<BookingEvent> RUNNER_BOOKINGS =
            new ConsumerGroup<>("service-runner-bookings", BookingEvent.class);

    /** Knows what has to be carried from where, and whether it still waits for a runner. */
    public static final ConsumerGroup<BookingEvent> DISPATCH_BOOKINGS =
            new ConsumerGroup<>("service-dispatch-bookings", BookingEvent.class);

    /** Looks for a runner once the money is held. */
    public static final ConsumerGroup<PaymentEvent> DISPATCH_PAYMENTS =
            new ConsumerGroup<>("service-dispatch-payments", PaymentEvent.class);

    /** Knows who is online, and where. */
    public static final ConsumerGroup<RunnerEvent> DISPATCH_RUNNERS =
            new ConsumerGroup<>("service-dispatch-runners", RunnerEvent.class);

    private static final List<ConsumerGroup<?>> ALL = List.of(
            BOOKING_PAYMENTS,
            PAYMENT_BOOKINGS,
            TRACKING_BOOKINGS,
            TRACKING_RUNNERS,
            NOTIFICATION_BOOKINGS,
            NOTIFICATION_PAYMENTS,
            NOTIFICATION_TRACKING,
            NOTIFICATION_ACCOUNTS,
            NOTIFICATION_NOTICES,
            RUNNER_BOOKINGS,
            DISPATCH_BOOKINGS,
            DISPATCH_PAYMENTS,
            DISPATCH_RUNNERS);

    private final String id;
    private final Class<E> events;
    private final Topic topic;

    private ConsumerGroup(String id, Class<E> events) {
        this.id = id;
        this.events = events;
        this.topic = Topic.of(events);
    }

    /** Every group of the platform. */
    public static List<ConsumerGroup<?>> all() {
        return ALL;
    }

    /** The group's id on the broker. */
    public String id() {
        return id;
    }

    /** The family of events that it can subscribe to. */
    public Class<E> events() {
        return events;
    }

    /** The topic that carries them. */
    public Topic topic() {
        return topic;
    }

    @Override
    public String toString() {
        return id;
    }
}

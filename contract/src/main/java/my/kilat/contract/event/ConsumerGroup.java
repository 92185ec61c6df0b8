package my.kilat.contract.event;

import java.util.List;

/**
 * The consumer groups: the ids under which the instances of a service share the partitions of a topic. They are fixed, without
 * a prefix. The subscription in the service defines which types of the topic a group handles.
 *
 * @param <E> the family of events that the topic carries
 */
public final class ConsumerGroup<E extends DomainEvent> {
    /** Stores the payment state of a booking, and completes the booking once the money is released. */
    public static final ConsumerGroup<PaymentEvent> BOOKING_PAYMENTS =
            new ConsumerGroup<>("service-booking-payments", PaymentEvent.class);

    /** Stores arrivals for the history of a booking. */
    public static final ConsumerGroup<TripEvent> BOOKING_TRIPS =
            new ConsumerGroup<>("service-booking-trips", TripEvent.class);

    /** Knows who may take no rides. */
    public static final ConsumerGroup<SuspensionEvent> BOOKING_SUSPENSIONS =
            new ConsumerGroup<>("service-booking-suspensions", SuspensionEvent.class);

    /** Stores price, owner and runner of a booking, and releases or refunds its money. */
    public static final ConsumerGroup<BookingEvent> PAYMENT_BOOKINGS =
            new ConsumerGroup<>("service-payment-bookings", BookingEvent.class);

    /** Starts and ends trips. */
    public static final ConsumerGroup<BookingEvent> TRACKING_BOOKINGS =
            new ConsumerGroup<>("service-tracking-bookings", BookingEvent.class);

    /** Adds waypoints to the live trips of a runner. */
    public static final ConsumerGroup<RunnerEvent> TRACKING_RUNNERS =
            new ConsumerGroup<>("service-tracking-runners", RunnerEvent.class);

    /** Notifies owner and runner of the events of their booking. */
    public static final ConsumerGroup<BookingEvent> NOTIFICATION_BOOKINGS =
            new ConsumerGroup<>("service-notification-bookings", BookingEvent.class);

    /** Notifies owner and runner of the events of their payment. */
    public static final ConsumerGroup<PaymentEvent> NOTIFICATION_PAYMENTS =
            new ConsumerGroup<>("service-notification-payments", PaymentEvent.class);

    /** Notifies the owner of the start and the end of a trip. */
    public static final ConsumerGroup<TrackingEvent> NOTIFICATION_TRACKING =
            new ConsumerGroup<>("service-notification-tracking", TrackingEvent.class);

    /** Notifies owner and runner of arrivals and delays. */
    public static final ConsumerGroup<TripEvent> NOTIFICATION_TRIPS =
            new ConsumerGroup<>("service-notification-trips", TripEvent.class);

    /** Stores the contact data of users, and deletes the devices of ended sessions. */
    public static final ConsumerGroup<AccountEvent> NOTIFICATION_ACCOUNTS =
            new ConsumerGroup<>("service-notification-accounts", AccountEvent.class);

    /** Tells owner and runner what they are reminded of. */
    public static final ConsumerGroup<NoticeEvent> NOTIFICATION_NOTICES =
            new ConsumerGroup<>("service-notification-notices", NoticeEvent.class);

    /** Tells runners of the offers that are made to them. */
    public static final ConsumerGroup<DispatchEvent> NOTIFICATION_DISPATCH =
            new ConsumerGroup<>("service-notification-dispatch", DispatchEvent.class);

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

    /** Knows who is offered nothing, and withdraws what they were offered. */
    public static final ConsumerGroup<SuspensionEvent> DISPATCH_SUSPENSIONS =
            new ConsumerGroup<>("service-dispatch-suspensions", SuspensionEvent.class);

    private static final List<ConsumerGroup<?>> ALL = List.of(
            BOOKING_PAYMENTS,
            BOOKING_TRIPS,
            BOOKING_SUSPENSIONS,
            PAYMENT_BOOKINGS,
            TRACKING_BOOKINGS,
            TRACKING_RUNNERS,
            NOTIFICATION_BOOKINGS,
            NOTIFICATION_PAYMENTS,
            NOTIFICATION_TRACKING,
            NOTIFICATION_TRIPS,
            NOTIFICATION_ACCOUNTS,
            NOTIFICATION_NOTICES,
            NOTIFICATION_DISPATCH,
            RUNNER_BOOKINGS,
            DISPATCH_BOOKINGS,
            DISPATCH_PAYMENTS,
            DISPATCH_RUNNERS,
            DISPATCH_SUSPENSIONS);

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

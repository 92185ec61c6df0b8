package my.kilat.contract.event;

import java.time.Duration;
import java.util.Arrays;

/**
 * The topics. Each carries the events of one sealed family, one JSON {@link Envelope} per record, keyed by
 * {@link DomainEvent#key()}.
 *
 * <p>{@link #ACCOUNT} carries names, addresses and phone numbers, so it is kept for a day only. Nothing depends on its past:
 * identity announces every account again once a day. What {@link #NOTICE} carries is out of date after a day. What
 * {@link #SUSPENSION} carries is published again once a day.
 */
public enum Topic {
    BOOKING("booking.events", "service-booking", BookingEvent.class, 7),
    PAYMENT("payment.events", "service-payment", PaymentEvent.class, 14),
    RUNNER("runner.events", "service-runner", RunnerEvent.class, 7),
    TRACKING("tracking.events", "service-tracking", TrackingEvent.class, 7),
    ACCOUNT("account.events", "service-identity", AccountEvent.class, 1),
    DISPATCH("dispatch.events", "service-dispatch", DispatchEvent.class, 7),
    NOTICE("notice.events", "service-booking", NoticeEvent.class, 1),
    TRIP("trip.events", "service-tracking", TripEvent.class, 7),
    SUSPENSION("suspension.events", "service-runner", SuspensionEvent.class, 7);

    private final String wireName;
    private final String source;
    private final Class<? extends DomainEvent> events;
    private final Duration retention;

    Topic(String wireName, String source, Class<? extends DomainEvent> events, int days) {
        this.wireName = wireName;
        this.source = source;
        this.events = events;
        this.retention = Duration.ofDays(days);
    }

    /** The topic's name on the broker. */
    public String wireName() {
        return wireName;
    }

    /** The only service that writes to this topic. */
    public String source() {
        return source;
    }

    /** The family of events that it carries: a sealed interface directly below {@link DomainEvent}. */
    public Class<? extends DomainEvent> events() {
        return events;
    }

    /**
     * The topic that carries events of this type.
     *
     * @param event the record of one event, or the interface of a family
     * @throws IllegalArgumentException if no single topic does
     */
    public static Topic of(Class<? extends DomainEvent> event) {
        return Arrays.stream(values())
                .filter(topic -> topic.events.isAssignableFrom(event))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no single topic carries " + event.getName()));
    }

    /** The number of partitions at creation: the most consumers of one group that can share the topic. */
    public int partitions() {
        return 6;
    }

    /** The minimum retention of records. */
    public Duration retention() {
        return retention;
    }

    /** The topic for records that could not be handled, with their error. */
    public String deadLetters() {
        return wireName + ".dlq";
    }
}

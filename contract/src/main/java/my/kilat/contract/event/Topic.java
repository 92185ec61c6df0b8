package my.kilat.contract.event;

import java.time.Duration;

/**
 * The streams of events. Records carry one JSON {@link Envelope} each, keyed by {@link DomainEvent#key()}.
 *
 * <p>{@link #ACCOUNT} carries names, addresses and phone numbers, so it is kept for a day only. Nothing depends on its past:
 * identity announces every account again once a day.
 */
public enum Topic {
    BOOKING("booking.events", "service-booking", 7),
    PAYMENT("payment.events", "service-payment", 14),
    RUNNER("runner.events", "service-runner", 7),
    TRACKING("tracking.events", "service-tracking", 7),
    ACCOUNT("account.events", "service-identity", 1);

    private final String wireName;
    private final String source;
    private final Duration retention;

    Topic(String wireName, String source, int days) {
        this.wireName = wireName;
        this.source = source;
        this.retention = Duration.ofDays(days);
    }

    /** The topic's name on the broker. */
    public String wireName() {
        return wireName;
    }

    /** The one service that writes to this topic. */
    public String source() {
        return source;
    }

    /** How many partitions the topic is made with: the most consumers of one group that can share it. */
    public int partitions() {
        return 6;
    }

    /** How long records are kept, at least. */
    public Duration retention() {
        return retention;
    }

    /** Name of the topic that takes the records which could not be handled, with their error. */
    public String deadLetters() {
        return wireName + ".dlq";
    }
}

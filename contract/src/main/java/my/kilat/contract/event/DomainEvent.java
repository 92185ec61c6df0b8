package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened. Events are delivered at least once and in order per {@link #key()}; a reader ignores fields
 * that it does not know. Components marked nullable are always written today, but readers bear their absence.
 */
public sealed interface DomainEvent
        permits AccountEvent, BookingEvent, DispatchEvent, NoticeEvent, PaymentEvent, RunnerEvent, TrackingEvent {

    /** When it happened, in UTC. */
    Instant occurredAt();

    /** What the event is about: the booking, the runner or the account. Key of the record, not part of it. */
    UUID key();

    /** Its type, which names its topic and its word on the wire. */
    default EventType type() {
        return EventType.of(getClass());
    }
}

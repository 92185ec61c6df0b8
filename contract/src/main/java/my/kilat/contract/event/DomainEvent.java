package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A domain event. Events are delivered at least once and in order per {@link #key()}; a reader ignores fields that it does not
 * know. Components marked nullable are always written today, but readers accept their absence.
 */
public sealed interface DomainEvent
        permits AccountEvent,
                BookingEvent,
                DispatchEvent,
                NoticeEvent,
                PaymentEvent,
                RunnerEvent,
                SuspensionEvent,
                TrackingEvent,
                TripEvent {

    /** When it happened, in UTC. */
    Instant occurredAt();

    /**
     * The subject of the event: the booking, the runner or the account. It is the key of the Kafka record, not part of the
     * event.
     */
    UUID key();

    /** Its type, which determines its topic and its name on the wire. */
    default EventType type() {
        return EventType.of(getClass());
    }
}

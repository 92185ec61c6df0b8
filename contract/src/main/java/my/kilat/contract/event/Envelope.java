package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of every event on a topic: a CloudEvent in structured JSON.
 *
 * @param id one per event, and the same at every delivery of it
 * @param source the service that wrote it
 * @param type the event's type, compared in any letter case
 * @param time when it was serialised for publishing
 * @param datacontenttype always {@code application/json}
 * @param specversion always {@code 1.0}; readers accept its absence
 * @param subject its booking, runner or account; readers accept its absence
 * @param traceparent the trace that it belongs to, in the format of W3C Trace Context
 * @param data the payload
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Envelope<T>(
        UUID id,
        String source,
        String type,
        Instant time,
        String datacontenttype,
        @Nullable String specversion,
        @Nullable String subject,
        @Nullable String traceparent,
        T data) {

    /** Creates the envelope of an event, outside of any trace if {@code traceparent} is null. */
    public static <E extends DomainEvent> Envelope<E> of(UUID id, Instant time, @Nullable String traceparent, E event) {
        EventType type = event.type();
        return new Envelope<>(
                id,
                type.source(),
                type.wireName(),
                time,
                "application/json",
                "1.0",
                event.key().toString(),
                traceparent,
                event);
    }
}

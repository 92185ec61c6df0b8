package my.kilat.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import my.kilat.contract.event.EventType;
import my.kilat.platform.fixture.EventProbe;

/** Holds events against the AsyncAPI document: the envelope, the payload, the key. */
final class EventRules {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialects.getOpenApi31());
    private static final Map<EventType, Schema> COMPILED = new ConcurrentHashMap<>();

    private EventRules() {}

    /** The event, if it keeps the contract. */
    static EventProbe.Seen check(EventProbe.Seen seen) {
        EventType type = EventType.named(seen.type())
                .orElseThrow(() -> new AssertionError("an event of unknown type: " + seen.envelope()));
        List<?> problems = schema(type)
                .validate(seen.envelope(), it -> it.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!problems.isEmpty()) {
            throw new AssertionError(type + " does not keep the contract: " + problems + "\n" + seen.envelope());
        }
        JsonNode subject = seen.envelope().path("subject");
        if (!seen.topic().equals(type.topic().wireName())
                || !seen.key().equals(subject.asText())
                || !seen.key().equals(seen.data().path("booking_id").asText())) {
            throw new AssertionError(type + " is filed under the wrong topic or key: " + seen);
        }
        return seen;
    }

    private static Schema schema(EventType type) {
        return COMPILED.computeIfAbsent(
                type,
                it -> SCHEMAS.getSchema(
                        SchemaLocation.of("classpath:my/kilat/contract/asyncapi.yaml#/components/messages/"
                                + it.payload().getSimpleName() + "/payload")));
    }
}

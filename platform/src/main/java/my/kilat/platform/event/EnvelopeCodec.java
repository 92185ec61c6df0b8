package my.kilat.platform.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.Envelope;
import my.kilat.contract.event.EventType;
import my.kilat.platform.id.Ids;
import my.kilat.platform.json.Json;
import my.kilat.platform.telemetry.Tracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Converts events to Kafka records and back. The value is a JSON envelope, the key the id of the aggregate. Type and id are
 * also headers, so that consumers can skip a record without parsing it.
 */
final class EnvelopeCodec {
    private static final String TYPE_HEADER = "ce_type";
    private static final String ID_HEADER = "ce_id";

    private EnvelopeCodec() {}

    /** Gives an event its id, and serialises it. */
    static Sealed seal(DomainEvent event, Instant now) {
        EventType type = event.type();
        UUID id = Ids.next();
        Envelope<DomainEvent> envelope = Envelope.of(id, now, Tracing.current().orElse(null), event);
        return new Sealed(id, type.topic().wireName(), event.key().toString(), type.wireName(), Json.bytes(envelope));
    }

    record Sealed(UUID id, String topic, String key, String type, byte[] envelope) {
        /** A record for the partition of its key, among all that the topic has. */
        ProducerRecord<String, byte[]> toRecord() {
            return toRecord(0);
        }

        /**
         * A record for the partition of its key, among the first {@code partitions}, by the hash that Kafka's producers use; 0
         * for all that the topic has.
         */
        ProducerRecord<String, byte[]> toRecord(int partitions) {
            Integer partition = partitions == 0
                    ? null
                    : Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
            ProducerRecord<String, byte[]> kafkaRecord = new ProducerRecord<>(topic, partition, key, envelope);
            kafkaRecord.headers().add(TYPE_HEADER, type.getBytes(StandardCharsets.US_ASCII));
            kafkaRecord.headers().add(ID_HEADER, id.toString().getBytes(StandardCharsets.US_ASCII));
            return kafkaRecord;
        }
    }

    /** The result of opening a record. */
    sealed interface Opened {
        /** An event of a type that is read. */
        record Event(
                UUID id,
                EventType type,
                Instant time,
                @Nullable String traceparent,
                JsonNode data) implements Opened {}

        /** An event of a type that is unknown or not read. */
        record Skipped() implements Opened {}

        /** Not a valid envelope. */
        record Unreadable(String why) implements Opened {}
    }

    /** Opens a record, and parses its value only if {@code reads} accepts the type in its header. */
    static Opened open(ConsumerRecord<String, byte[]> kafkaRecord, Predicate<String> reads) {
        Optional<String> announced = header(kafkaRecord, TYPE_HEADER);
        if (announced.isPresent() && !reads.test(announced.get())) {
            return new Opened.Skipped();
        }
        if (kafkaRecord.value() == null) {
            return new Opened.Unreadable("an empty record");
        }
        try {
            RawEnvelope raw = Json.read(kafkaRecord.value(), RawEnvelope.class);
            if (raw.id == null || raw.type == null || raw.data == null || !raw.data.isObject()) {
                return new Opened.Unreadable("an envelope needs id, type and data");
            }
            if (!reads.test(raw.type)) {
                return new Opened.Skipped();
            }
            Instant time = raw.time == null ? Instant.ofEpochMilli(kafkaRecord.timestamp()) : raw.time;
            return EventType.named(raw.type)
                    .<Opened>map(type -> new Opened.Event(raw.id, type, time, raw.traceparent, raw.data))
                    .orElseGet(Opened.Skipped::new);
        } catch (UncheckedIOException e) {
            return new Opened.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    static Optional<String> header(ConsumerRecord<String, byte[]> kafkaRecord, String name) {
        Header header = kafkaRecord.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The id of the event from the headers; empty when they have none. */
    static Optional<UUID> announcedId(ConsumerRecord<String, byte[]> kafkaRecord) {
        try {
            return header(kafkaRecord, ID_HEADER).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String normal(String type) {
        return type.toLowerCase(Locale.ROOT);
    }

    private record RawEnvelope(
            @Nullable UUID id,
            @Nullable String type,
            @Nullable Instant time,
            @Nullable String traceparent,
            @Nullable JsonNode data) {}
}

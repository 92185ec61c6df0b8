package my.kilat.platform.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.telemetry.Tracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Applies events in one transaction with their inbox rows. A database that is away is thrown, other failures returned. */
final class BatchApplier {
    private final String service;
    private final Database database;
    private final Inbox inbox;
    private final EventHandlers handlers;
    private final Tracing tracing;
    private final Counter applied;
    private final Counter repeated;

    BatchApplier(
            String service,
            ConsumerGroup group,
            Database database,
            EventHandlers handlers,
            Tracing tracing,
            MeterRegistry meters) {
        this.service = service;
        this.database = database;
        this.inbox = new Inbox(group);
        this.handlers = handlers;
        this.tracing = tracing;
        this.applied = Counter.builder("kilat.events.applied")
                .description("Events whose effect was committed")
                .tag("group", group.id())
                .register(meters);
        this.repeated = Counter.builder("kilat.events.repeated")
                .description("Events that came again and had no effect")
                .tag("group", group.id())
                .register(meters);
    }

    /** A record and what it holds. */
    record Item(ConsumerRecord<String, byte[]> kafkaRecord, EnvelopeCodec.Opened.Event event) {
        /** What keeps its order: the record's key, or its partition for a record without one. */
        String key() {
            String key = kafkaRecord.key();
            return key == null ? "partition " + kafkaRecord.partition() : key;
        }

        boolean isSameRecord(Item other) {
            return kafkaRecord.offset() == other.kafkaRecord.offset()
                    && kafkaRecord.partition() == other.kafkaRecord.partition()
                    && kafkaRecord.topic().equals(other.kafkaRecord.topic());
        }
    }

    /** Applies all of them or, if one fails, none. */
    Optional<RuntimeException> applyTogether(List<Item> items) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        try {
            commit(arrive(items));
            return Optional.empty();
        } catch (RuntimeException e) {
            if (SqlStates.isAway(e)) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    /** Applies one. */
    Optional<RuntimeException> applyAlone(Item item) {
        return applyTogether(List.of(item));
    }

    private List<EventHandlers.Arrived> arrive(List<Item> items) throws UncheckedIOException {
        List<EventHandlers.Arrived> arrived = new ArrayList<>(items.size());
        for (Item item : items) {
            arrived.add(handlers.arrive(item.event));
        }
        return arrived;
    }

    private void commit(List<EventHandlers.Arrived> arrived) {
        List<UUID> ids = arrived.stream()
                .filter(EventHandlers.Arrived::remembered)
                .map(event -> event.delivery().id())
                .toList();
        int fresh = database.transact(tx -> {
            Set<UUID> unseen = ids.isEmpty() ? Set.of() : inbox.receive(tx, ids);
            List<EventHandlers.Arrived> toApply = arrived.stream()
                    .filter(event -> !event.remembered()
                            || unseen.remove(event.delivery().id()))
                    .toList();
            handlers.apply(tx, toApply, service, tracing);
            return toApply.size();
        });
        applied.increment(fresh);
        repeated.increment(arrived.size() - fresh);
    }
}

package my.kilat.platform.event;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EventType;
import my.kilat.platform.database.Tx;
import my.kilat.platform.json.Json;
import my.kilat.platform.telemetry.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Which events of its topic a consumer group reads, and their handlers. A group reads the types that have a handler here
 * and skips all others, unknown ones included. Only events that the group's topic carries can be given a handler.
 *
 * <p>A handler runs inside the transaction that also records the event in the inbox, so what it writes there takes effect
 * once, however often the event is delivered. It may run again after a rollback, and must have no other effects, except by
 * {@link Tx#afterCommit}.
 *
 * @param <E> the family of events that the group's topic carries
 */
public final class Subscription<E extends DomainEvent> {
    private static final Duration DEFAULT_BATCH_WINDOW = Duration.ofMillis(30);

    private final ConsumerGroup<E> group;
    private final Map<String, Registered<?>> byType = new HashMap<>();
    private final Set<EventType> types = EnumSet.noneOf(EventType.class);
    private Duration batchWindow = DEFAULT_BATCH_WINDOW;

    private Subscription(ConsumerGroup<E> group) {
        this.group = group;
    }

    /** Handles one event. */
    @FunctionalInterface
    public interface Handler<E extends DomainEvent> {
        /** Applies the event in the transaction. After any exception the event is tried again. */
        void handle(Tx tx, Delivery<E> delivery);
    }

    /** Handles a batch of events, in the order in which they were read. */
    @FunctionalInterface
    public interface BatchHandler<E extends DomainEvent> {
        /** Applies the events in the transaction. The list is not empty. After any exception they are tried again. */
        void handle(Tx tx, List<Delivery<E>> deliveries);
    }

    /** A subscription that reads nothing yet. */
    public static <E extends DomainEvent> Subscription<E> of(ConsumerGroup<E> group) {
        return new Subscription<>(group);
    }

    /**
     * Reads events one by one.
     *
     * @param events one type, or a sealed interface for all types that it permits
     * @throws IllegalArgumentException if one of the types has a handler already
     */
    public <T extends E> Subscription<E> on(Class<T> events, Handler<T> handler) {
        BatchHandler<T> single = (tx, deliveries) -> handler.handle(tx, deliveries.getFirst());
        return add(EventType.in(events), new Registered<>(events, single, false, true));
    }

    /**
     * Reads events in batches. Consecutive events that have the same handler form a batch, whatever their types.
     *
     * @param events one type, or a sealed interface for all types that it permits
     * @throws IllegalArgumentException if one of the types has a handler already
     */
    public <T extends E> Subscription<E> onBatch(Class<T> events, BatchHandler<T> handler) {
        return add(EventType.in(events), new Registered<>(events, handler, true, true));
    }

    /**
     * Reads some types of the topic in batches, with one handler for all of them.
     *
     * @throws IllegalArgumentException if one of the types has a handler already
     */
    public Subscription<E> onBatch(Set<Class<? extends E>> events, BatchHandler<E> handler) {
        Registered<E> registered = new Registered<>(group.events(), handler, true, true);
        events.forEach(each -> add(EventType.in(each), registered));
        return this;
    }

    /**
     * Reads events in batches without recording them in the inbox, which costs a row per event: for events that are too
     * many, such as positions. The same event may be handed over again, even within one batch; the handler has to be
     * idempotent.
     *
     * @param events one type, or a sealed interface for all types that it permits
     * @throws IllegalArgumentException if one of the types has a handler already
     */
    public <T extends E> Subscription<E> onRepeatable(Class<T> events, BatchHandler<T> handler) {
        return add(EventType.in(events), new Registered<>(events, handler, true, false));
    }

    /**
     * Sets the batch window: how long after the beginning of a transaction the next may begin at the latest, so that under load
     * it takes many events. A longer window delays events and makes each cheaper, here, in the database and at the broker.
     * Nothing is delayed while few events come.
     *
     * @param longest 30 ms unless set; up to 200 ms where nobody waits for the effect
     */
    public Subscription<E> batchWindow(Duration longest) {
        batchWindow = longest;
        return this;
    }

    /** The consumer group that reads. */
    public ConsumerGroup<E> group() {
        return group;
    }

    /** The types that it reads. */
    public Set<EventType> types() {
        return Collections.unmodifiableSet(types);
    }

    Duration batchWindow() {
        return batchWindow;
    }

    private Subscription<E> add(Set<EventType> added, Registered<?> registered) {
        for (EventType type : added) {
            if (!types.add(type)) {
                throw new IllegalArgumentException(type.wireName() + " has a handler already");
            }
            byType.put(EnvelopeCodec.normal(type.wireName()), registered);
        }
        return this;
    }

    boolean reads(String type) {
        return byType.containsKey(EnvelopeCodec.normal(type));
    }

    /** Reads the payload into its record; the message of the exception says what is wrong with it. */
    Decoded decode(EnvelopeCodec.Opened.Event opened) throws UncheckedIOException {
        DomainEvent event = Json.convert(opened.data(), opened.type().payload());
        return new Decoded(
                opened.type(),
                new Delivery<>(opened.id(), opened.time(), event),
                opened.traceparent(),
                registered(opened.type()).isRecorded);
    }

    /**
     * Calls the handlers, in order; a batch handler gets consecutive events of its types together. The work continues the
     * trace of the event, or of the first of a batch.
     */
    void apply(Tx tx, List<Decoded> events, String service, Tracing tracing) {
        int from = 0;
        while (from < events.size()) {
            EventType type = events.get(from).type;
            Registered<?> registered = registered(type);
            int to = from + 1;
            while (registered.isBatch
                    && to < events.size()
                    && registered(events.get(to).type).equals(registered)) {
                to++;
            }
            List<Decoded> batch = events.subList(from, to);
            tracing.consuming(
                    service, type.wireName(), batch.getFirst().traceparent, () -> registered.apply(tx, batch));
            from = to;
        }
    }

    private Registered<?> registered(EventType type) {
        Registered<?> registered = byType.get(EnvelopeCodec.normal(type.wireName()));
        if (registered == null) {
            throw new IllegalStateException(group + " has no handler for " + type.wireName());
        }
        return registered;
    }

    /** An event whose payload has been read; one that {@code isRecorded} has to pass the inbox before it is applied. */
    record Decoded(
            EventType type, Delivery<?> delivery, @Nullable String traceparent, boolean isRecorded) {}

    private record Registered<T extends DomainEvent>(
            Class<T> events, BatchHandler<T> handler, boolean isBatch, boolean isRecorded) {
        void apply(Tx tx, List<Decoded> decoded) {
            List<Delivery<T>> deliveries = new ArrayList<>(decoded.size());
            for (Decoded each : decoded) {
                Delivery<?> delivery = each.delivery;
                deliveries.add(new Delivery<>(delivery.id(), delivery.time(), events.cast(delivery.event())));
            }
            handler.handle(tx, deliveries);
        }
    }
}

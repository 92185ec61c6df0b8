package my.kilat.platform.event;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EventType;
import my.kilat.platform.database.Tx;
import my.kilat.platform.json.Json;
import my.kilat.platform.telemetry.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * What one consumer group does about which events. A handler runs inside the transaction that also records the event as
 * received, so what it writes there happens once, however often the event comes; it must not have other effects, except
 * by {@link Tx#afterCommit}. It may be run again after a rollback.
 */
public final class EventHandlers {
    private final Map<String, Registered<?>> byType = new HashMap<>();
    private Duration patience = Duration.ofMillis(30);

    /** Handles one event. */
    @FunctionalInterface
    public interface Handler<E extends DomainEvent> {
        /** Does in the transaction what the event asks for; whatever it throws makes the event be tried again. */
        void handle(Tx tx, Delivery<E> delivery);
    }

    /** Handles a run of events at once, in the order of their arrival. */
    @FunctionalInterface
    public interface BatchHandler<E extends DomainEvent> {
        /** Does in the transaction what the events ask for. The list is not empty. */
        void handle(Tx tx, List<Delivery<E>> deliveries);
    }

    /** Adds a handler for one type of event. */
    public <E extends DomainEvent> EventHandlers on(Class<E> event, Handler<E> handler) {
        return add(event, (tx, deliveries) -> handler.handle(tx, deliveries.getFirst()), false, true);
    }

    /** Adds a handler for runs of events of one type. */
    public <E extends DomainEvent> EventHandlers onBatch(Class<E> event, BatchHandler<E> handler) {
        return add(event, handler, true, true);
    }

    /**
     * Adds one handler for runs of events of several types. Where the types of a topic alternate, as those of a booking do,
     * runs of one type are short; these are as long as what was read at once.
     *
     * @param events such as {@link my.kilat.contract.event.ConsumerGroup#reads}
     */
    public EventHandlers onBatch(Set<EventType> events, BatchHandler<DomainEvent> handler) {
        Registered<DomainEvent> registered = new Registered<>(DomainEvent.class, handler, true, true);
        events.forEach(event -> add(event, registered));
        return this;
    }

    /**
     * Adds a handler for runs of events that are too many to remember each of them, such as positions: they leave nothing
     * in the inbox, and so the same event may be handed over again, even within one run. The handler itself has to see to
     * it that a repetition has no effect.
     */
    public <E extends DomainEvent> EventHandlers onRepeatable(Class<E> event, BatchHandler<E> handler) {
        return add(event, handler, true, false);
    }

    /**
     * Lets events that come soon after others wait for more of them, for a fifth of a second at most, so that many are
     * taken in at once: for what nobody is waiting for. At a few hundred events a second it makes each several times
     * cheaper, here, in the database and at the broker. An event that comes after a pause is taken in at once.
     */
    public EventHandlers patiently() {
        return patiently(Duration.ofMillis(200));
    }

    /** As {@link #patiently()}, for events that may wait for this long at most; without either it is 30 ms. */
    public EventHandlers patiently(Duration longest) {
        patience = longest;
        return this;
    }

    /** How long events may wait for others. */
    Duration patience() {
        return patience;
    }

    private <E extends DomainEvent> EventHandlers add(
            Class<E> event, BatchHandler<E> handler, boolean together, boolean remembered) {
        return add(EventType.of(event), new Registered<>(event, handler, together, remembered));
    }

    private EventHandlers add(EventType type, Registered<?> registered) {
        if (byType.put(EnvelopeCodec.normal(type.wireName()), registered) != null) {
            throw new IllegalArgumentException(type.wireName() + " has a handler already");
        }
        return this;
    }

    boolean reads(String type) {
        return byType.containsKey(EnvelopeCodec.normal(type));
    }

    /** Turns the payload into its record; the message of the failure says what is wrong with it. */
    Arrived arrive(EnvelopeCodec.Opened.Event opened) throws UncheckedIOException {
        Registered<?> registered = registered(opened.type());
        return new Arrived(
                opened.type(),
                new Delivery<>(
                        opened.id(),
                        opened.time(),
                        Json.convert(opened.data(), opened.type().payload())),
                opened.traceparent(),
                registered.remembered);
    }

    /**
     * Applies events in order; a batch handler gets neighbours of its types together. The work continues the trace of
     * the event, or of the first of several.
     */
    void apply(Tx tx, List<Arrived> events, String service, Tracing tracing) {
        int from = 0;
        while (from < events.size()) {
            EventType type = events.get(from).type;
            Registered<?> registered = registered(type);
            int to = from + 1;
            while (registered.together
                    && to < events.size()
                    && registered(events.get(to).type).equals(registered)) {
                to++;
            }
            List<Arrived> run = events.subList(from, to);
            tracing.consuming(service, type.wireName(), run.getFirst().traceparent, () -> registered.apply(tx, run));
            from = to;
        }
    }

    private Registered<?> registered(EventType type) {
        Registered<?> registered = byType.get(EnvelopeCodec.normal(type.wireName()));
        if (registered == null) {
            throw new IllegalStateException("no handler for " + type.wireName());
        }
        return registered;
    }

    /** An event with its payload read; one that is remembered has to pass the inbox first. */
    record Arrived(
            EventType type, Delivery<?> delivery, @Nullable String traceparent, boolean remembered) {}

    private record Registered<E extends DomainEvent>(
            Class<E> payload, BatchHandler<E> handler, boolean together, boolean remembered) {
        void apply(Tx tx, List<Arrived> events) {
            List<Delivery<E>> deliveries = new ArrayList<>(events.size());
            for (Arrived arrived : events) {
                Delivery<?> delivery = arrived.delivery();
                deliveries.add(new Delivery<>(delivery.id(), delivery.time(), payload.cast(delivery.event())));
            }
            handler.handle(tx, deliveries);
        }
    }
}

package my.kilat.platform.event;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;

/**
 * Events that every instance of a service reads for itself, rather than sharing them as a consumer group does: to pass them
 * on to the clients that are connected to this instance. Nothing is stored, neither effects nor offsets.
 *
 * <p>Listeners are called one at a time, in order for each key as long as one instance publishes its events. What this instance
 * publishes live is shown to them by the thread that publishes it. They must not block, or all later events are delayed.
 */
public final class FanOutSubscription {
    private final Predicate<String> keys;
    private final Map<EventType, Registered<?>> byType = new EnumMap<>(EventType.class);
    private final Set<String> names = new HashSet<>();

    private FanOutSubscription(Predicate<String> keys) {
        this.keys = keys;
    }

    /** Receives the events of one type or family. */
    @FunctionalInterface
    public interface Listener<E extends DomainEvent> {
        /**
         * Receives an event of an accepted key.
         *
         * @param id of its envelope; the same event may be delivered more than once
         * @param event the event
         */
        void onEvent(UUID id, E event);
    }

    /**
     * A subscription that reads nothing yet.
     *
     * @param keys whether events of a key are needed at the moment. It is called for every record, before the record is
     *     parsed, so that events that are not needed cost next to nothing
     */
    public static FanOutSubscription ofKeys(Predicate<String> keys) {
        return new FanOutSubscription(keys);
    }

    /**
     * Reads events.
     *
     * @param events one type, or a sealed interface for all types that it permits
     * @throws IllegalArgumentException if one of the types has a listener already
     */
    public <E extends DomainEvent> FanOutSubscription on(Class<E> events, Listener<E> listener) {
        Registered<E> registered = new Registered<>(events, listener);
        for (EventType type : EventType.in(events)) {
            if (byType.putIfAbsent(type, registered) != null) {
                throw new IllegalArgumentException(type.wireName() + " has a listener already");
            }
            names.add(EnvelopeCodec.normal(type.wireName()));
        }
        return this;
    }

    /** The topics that carry what it reads. */
    Set<Topic> topics() {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        byType.keySet().forEach(type -> topics.add(type.topic()));
        return topics;
    }

    boolean wants(String key) {
        return keys.test(key);
    }

    boolean reads(String type) {
        return names.contains(EnvelopeCodec.normal(type));
    }

    boolean reads(EventType type) {
        return byType.containsKey(type);
    }

    synchronized void show(UUID id, DomainEvent event) {
        Registered<?> registered = byType.get(event.type());
        if (registered != null) {
            registered.show(id, event);
        }
    }

    private record Registered<E extends DomainEvent>(Class<E> events, Listener<E> listener) {
        void show(UUID id, DomainEvent event) {
            listener.onEvent(id, events.cast(event));
        }
    }
}

package my.kilat.platform.event;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.DomainEvent;

/**
 * An event as it was delivered.
 *
 * @param id of the envelope, the same however often the event is delivered
 * @param time when it was published
 * @param event what happened
 */
public record Delivery<E extends DomainEvent>(UUID id, Instant time, E event) {}

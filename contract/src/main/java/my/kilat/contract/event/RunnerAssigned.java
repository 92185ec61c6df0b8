package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/** The runner service has applied the acceptance of a booking by a runner. */
public record RunnerAssigned(UUID runnerId, UUID bookingId, Instant occurredAt) implements RunnerEvent {}

package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/** The runner service has learnt that a runner accepted a booking. */
public record RunnerAssigned(UUID runnerId, UUID bookingId, Instant occurredAt) implements RunnerEvent {}

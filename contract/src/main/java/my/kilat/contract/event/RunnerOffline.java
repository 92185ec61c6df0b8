package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/** A runner takes no more jobs, by their own word or after a long silence. */
public record RunnerOffline(UUID runnerId, Instant occurredAt) implements RunnerEvent {}

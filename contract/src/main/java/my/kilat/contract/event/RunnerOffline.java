package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;

/** A runner accepts no more jobs, by their own request or after a long time without a position. */
public record RunnerOffline(UUID runnerId, Instant occurredAt) implements RunnerEvent {}

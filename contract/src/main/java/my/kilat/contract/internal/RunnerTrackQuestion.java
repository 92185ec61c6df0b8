package my.kilat.contract.internal;

import java.time.Instant;
import java.util.UUID;

/**
 * Where was a runner between these times?
 *
 * @param userId the account's id
 * @param from in whole seconds, exclusive
 * @param until in whole seconds, inclusive
 */
public record RunnerTrackQuestion(UUID userId, Instant from, Instant until) {}

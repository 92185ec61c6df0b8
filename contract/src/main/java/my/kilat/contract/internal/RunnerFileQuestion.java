package my.kilat.contract.internal;

import java.util.UUID;

/**
 * What is known of a runner?
 *
 * @param userId the account's id
 */
public record RunnerFileQuestion(UUID userId) {}

package my.kilat.contract.internal;

import java.util.UUID;

/**
 * An administrator suspends a runner, or lifts the suspension.
 *
 * @param userId the runner's account
 * @param adminId the administrator's account
 * @param reason why, in the administrator's words; it is kept with the suspension
 */
public record RunnerSuspensionCommand(UUID userId, UUID adminId, String reason) {}

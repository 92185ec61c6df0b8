package my.kilat.contract.internal;

import java.util.UUID;

/**
 * An administrator takes a runner off duty.
 *
 * @param userId the runner's account
 * @param adminId the administrator's account
 * @param reason why, in the administrator's words
 */
public record RunnerOfflineCommand(UUID userId, UUID adminId, String reason) {}

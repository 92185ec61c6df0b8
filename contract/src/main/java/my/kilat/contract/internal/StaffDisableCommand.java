package my.kilat.contract.internal;

import java.util.UUID;

/**
 * An administrator disables or enables the account of an administrator or an operator.
 *
 * @param adminId the administrator's account
 * @param userId the other account
 */
public record StaffDisableCommand(UUID adminId, UUID userId, boolean disabled) {}

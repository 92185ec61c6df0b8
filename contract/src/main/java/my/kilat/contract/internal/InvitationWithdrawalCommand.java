package my.kilat.contract.internal;

import java.util.UUID;

/**
 * An administrator withdraws an invitation.
 *
 * @param adminId the administrator's account
 */
public record InvitationWithdrawalCommand(UUID adminId, UUID invitationId) {}

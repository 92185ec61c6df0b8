package my.kilat.contract.internal;

import java.util.UUID;
import my.kilat.contract.identity.Role;

/**
 * An administrator invites somebody to the console.
 *
 * @param adminId the administrator's account
 * @param email of whoever is invited
 * @param fullName of whoever is invited
 * @param role admin or operator
 */
public record StaffInvitationCommand(UUID adminId, String email, String fullName, Role role) {}

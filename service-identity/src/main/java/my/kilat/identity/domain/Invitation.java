package my.kilat.identity.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.identity.Role;

/**
 * An invitation to the console, which becomes an account when it is accepted.
 *
 * @param email trimmed and in lower case
 * @param role admin or operator
 * @param invitedBy the administrator's account
 * @param expiresAt from then on it cannot be accepted
 */
public record Invitation(
        UUID id, String email, String fullName, Role role, UUID invitedBy, Instant createdAt, Instant expiresAt) {}

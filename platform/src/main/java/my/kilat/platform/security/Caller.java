package my.kilat.platform.security;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.identity.Role;

/**
 * Who is calling, as a verified access token says.
 *
 * @param userId the account
 * @param role what it may do
 * @param email lower-cased
 * @param name full name, empty when the token carries none
 * @param phone empty when the token carries none
 * @param expires when the token ends
 */
public record Caller(UUID userId, Role role, String email, String name, String phone, Instant expires) {
    /** Whether this is that user. */
    public boolean is(UUID user) {
        return userId.equals(user);
    }

    /** Whether this is an administrator. */
    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** Without what identifies a person. */
    @Override
    public String toString() {
        return role + " " + userId;
    }
}

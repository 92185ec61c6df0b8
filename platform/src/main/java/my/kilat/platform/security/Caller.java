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
 * @param accountVersion which version of the account the token shows, 0 when it does not say; higher is newer
 * @param sessionGeneration which generation of the account's sessions the token belongs to, 0 when it does not say
 * @param expires when the token ends
 */
public record Caller(
        UUID userId,
        Role role,
        String email,
        String name,
        String phone,
        long accountVersion,
        long sessionGeneration,
        Instant expires) {
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

package my.kilat.platform.security;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.identity.Role;

/**
 * The caller, as described by a verified access token.
 *
 * @param userId the account
 * @param role of the account
 * @param email lower-cased
 * @param name full name, empty if the token has none
 * @param phone empty if the token has none
 * @param accountVersion the version of the account in the token, 0 if it has none; higher is newer
 * @param sessionGeneration the session generation in the token, 0 if it has none
 * @param expires the expiry time of the token
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
    /** Whether the caller is that user. */
    public boolean is(UUID user) {
        return userId.equals(user);
    }

    /** Whether the caller is an administrator. */
    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** Omits personal data. */
    @Override
    public String toString() {
        return role + " " + userId;
    }
}

package my.kilat.identity.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param email trimmed and in lower case
 * @param phone digits with an optional leading plus, empty when unknown
 * @param fullName not blank
 * @param avatarUrl null when there is none
 * @param bannedAt null unless banned
 * @param version 1 and up, raised by each change that is announced to other services
 * @param sessionGeneration 0 and up, raised when all its sessions are ended
 */
public record Account(
        UUID id,
        String email,
        String phone,
        String fullName,
        Role role,
        boolean verified,
        @Nullable String avatarUrl,
        @Nullable Instant bannedAt,
        long version,
        long sessionGeneration,
        Instant createdAt) {

    /** A new one: not verified, without a picture, not banned, and in its first version. */
    public static Account begin(UUID id, String email, String phone, String fullName, Role role, Instant now) {
        return new Account(id, email, phone, fullName, role, false, null, null, 1, 0, now);
    }

    /** Whether it is banned, which prevents logins and ends its sessions. */
    public boolean banned() {
        return bannedAt != null;
    }

    /** The URL of its picture. */
    public Optional<String> avatar() {
        return Optional.ofNullable(avatarUrl);
    }
}

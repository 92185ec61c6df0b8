package my.kilat.notification;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.AccountUpdated;
import my.kilat.contract.identity.Role;

/** What identity says of accounts. */
final class Accounts {
    private Accounts() {}

    /** An account without phone and mail address. */
    static AccountUpdated of(UUID user, long version, long generation) {
        return new AccountUpdated(
                user, version, "", "", "Aisyah", Role.OWNER, generation, false, Instant.parse("2026-02-12T10:00:00Z"));
    }

    /** An account with both. */
    static AccountUpdated of(UUID user, long version, String phone, String email) {
        return new AccountUpdated(
                user, version, email, phone, "Aisyah", Role.OWNER, 0, false, Instant.parse("2026-02-12T10:00:00Z"));
    }
}

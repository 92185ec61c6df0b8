package my.kilat.notification.domain;

import java.util.UUID;
import my.kilat.contract.event.AccountUpdated;
import my.kilat.platform.security.Caller;

/**
 * The contact data of an account. Of two, the one with the higher version counts.
 *
 * @param phone empty when the account has none
 * @param email empty when the account has none
 * @param name empty when unknown
 * @param version of the account, 0 when unknown
 * @param sessionGeneration of the account's sessions, 0 when unknown
 */
public record Contact(UUID userId, String phone, String email, String name, long version, long sessionGeneration) {
    /** From an access token. */
    public static Contact of(Caller caller) {
        return new Contact(
                caller.userId(),
                caller.phone(),
                caller.email(),
                caller.name(),
                caller.accountVersion(),
                caller.sessionGeneration());
    }

    /** From an event of identity. */
    public static Contact of(AccountUpdated account) {
        return new Contact(
                account.userId(),
                account.phone(),
                account.email(),
                account.fullName(),
                account.version(),
                account.sessionGeneration());
    }

    /** Omits personal data. */
    @Override
    public String toString() {
        return "Contact[" + userId + "]";
    }
}

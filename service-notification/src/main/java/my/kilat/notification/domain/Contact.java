package my.kilat.notification.domain;

import java.util.UUID;
import my.kilat.contract.event.AccountUpdated;
import my.kilat.platform.security.Caller;

/**
 * How an account says that its holder can be reached. Of two the one with the higher version counts.
 *
 * @param phone empty when the account has none
 * @param email empty when the account has none
 * @param name empty when unknown
 * @param version of the account, 0 when it is not known
 * @param sessionGeneration of the account's sessions, 0 when it is not known
 */
public record Contact(UUID userId, String phone, String email, String name, long version, long sessionGeneration) {
    /** As an access token shows it. */
    public static Contact of(Caller caller) {
        return new Contact(
                caller.userId(),
                caller.phone(),
                caller.email(),
                caller.name(),
                caller.accountVersion(),
                caller.sessionGeneration());
    }

    /** As identity tells it. */
    public static Contact of(AccountUpdated account) {
        return new Contact(
                account.userId(),
                account.phone(),
                account.email(),
                account.fullName(),
                account.version(),
                account.sessionGeneration());
    }

    /** Without what identifies a person. */
    @Override
    public String toString() {
        return "Contact[" + userId + "]";
    }
}

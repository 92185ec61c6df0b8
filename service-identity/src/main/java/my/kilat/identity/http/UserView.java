package my.kilat.identity.http;

import my.kilat.contract.identity.User;
import my.kilat.identity.domain.Account;

/** Accounts in responses. */
public final class UserView {
    private UserView() {}

    /** An account in the form for its holder. */
    public static User of(Account account) {
        return new User(
                account.id(),
                account.email(),
                account.phone(),
                account.fullName(),
                account.role(),
                account.verified(),
                account.avatarUrl(),
                account.createdAt());
    }
}

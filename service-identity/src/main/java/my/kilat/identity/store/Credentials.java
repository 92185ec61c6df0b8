package my.kilat.identity.store;

import java.util.Optional;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.LockoutState;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** The password hashes of accounts, read together with the failed logins. */
public final class Credentials {
    private static final Sql FIND = Sql.of("select c.failed_at as client_failed_at,"
            + " c.locked_until as client_locked_until, f.failed_at as account_failed_at,"
            + " f.locked_until as account_locked_until, k.client_hash is not null as known,"
            + " a.password_hash, " + Accounts.COLUMNS
            + " from (select 1) as always left join login_failure c on c.address_hash = :client"
            + " left join login_failure f on f.address_hash = :account"
            + " left join account a on a.email = :email"
            + " left join known_client k on k.account_id = a.id and k.client_hash = :client limit 1");

    private static final Sql REPLACE_HASH =
            Sql.of("update account set password_hash = :new where id = :id and password_hash = :old");

    private Credentials() {}

    /** An account with the hash of its password. */
    public record Holder(Account account, String hash) {}

    /** The data for a login; no holder if the address has no account. */
    public record Found(LockoutState lockout, Optional<Holder> holder) {}

    /**
     * Looks an address up.
     *
     * @param accountKey the key of the account's failures
     * @param clientKey the key of those from one network address
     */
    public static Found find(Queries queries, String email, byte[] accountKey, byte[] clientKey) {
        return queries.first(
                        FIND,
                        arguments -> arguments
                                .bytes("client", clientKey)
                                .bytes("account", accountKey)
                                .text("email", email),
                        Credentials::found)
                .orElseThrow();
    }

    private static Found found(Row row) {
        String hash = row.textOrNull("password_hash");
        return new Found(
                new LockoutState(
                        LoginFailures.read(row, "client_"), LoginFailures.read(row, "account_"), row.flag("known")),
                hash == null ? Optional.empty() : Optional.of(new Holder(Accounts.read(row), hash)));
    }

    /** Replaces the hash of a password by another one of the same password, unless it has changed since. */
    public static void replaceHash(Tx tx, Holder holder, String hash) {
        tx.update(
                REPLACE_HASH,
                arguments -> arguments
                        .text("new", hash)
                        .uuid("id", holder.account.id())
                        .text("old", holder.hash));
    }
}

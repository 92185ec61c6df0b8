package my.kilat.identity.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.identity.domain.Account;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import org.jspecify.annotations.Nullable;

/** The accounts of administrators and operators. */
public final class StaffAccounts {
    private static final Sql ALL = Sql.of("select " + Accounts.COLUMNS
            + " from account a where a.role in ('admin', 'operator') order by a.role, a.id limit 500");

    /**
     * Locked in the order of their ids, so that transactions that change several of them wait for each other: the second one finds
     * what the first one has made of them.
     */
    private static final Sql LOCK = Sql.of("""
            select id from account where role = 'admin' and banned_at is null order by id
            for no key update /* bounded: administrators are invited one by one */""");

    private static final Sql FIND = Sql.of("select " + Accounts.COLUMNS
            + " from account a where a.id = :id and a.role in ('admin', 'operator') for no key update");

    private static final Sql SET = Sql.of("""
            update account a set banned_at = :banned, updated_at = :now where id = :id returning""" + " " + Accounts.COLUMNS);

    private StaffAccounts() {}

    /** At most 500. */
    public static List<Account> all(Queries queries) {
        return queries.list(ALL, _ -> {}, Accounts::read);
    }

    /** The administrators that are not disabled, who stay so until the transaction ends. */
    public static List<UUID> lockAdmins(Tx tx) {
        return tx.list(LOCK, _ -> {}, row -> row.uuid("id"));
    }

    /** The account with this id, locked; empty if it is none of an administrator or an operator. */
    public static Optional<Account> lock(Tx tx, UUID id) {
        return tx.first(FIND, values -> values.uuid("id", id), Accounts::read);
    }

    /** Disables an account from {@code since} on, which ends its sessions; enables it if {@code since} is null. */
    public static Account setDisabled(Tx tx, UUID id, @Nullable Instant since, Instant now) {
        return tx.first(
                        SET,
                        values -> values.time("banned", since).time("now", now).uuid("id", id),
                        Accounts::read)
                .orElseThrow();
    }
}

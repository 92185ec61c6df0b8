package my.kilat.identity.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.FirstPet;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** The table of accounts. */
public final class Accounts {
    /** The columns that {@link #read} needs of an account with the alias {@code a}. */
    public static final String COLUMNS =
            "a.id, a.email, a.phone, a.full_name, a.role, a.is_verified, a.avatar_url, a.banned_at, a.version,"
                    + " a.session_generation, a.created_at";

    private static final Sql IS_TAKEN = Sql.of("select exists (select from account where email = :email) as taken");

    private static final Sql FIND = Sql.of("select " + COLUMNS + " from account a where a.id = :id");

    private static final Sql NAMED =
            Sql.of("select " + COLUMNS + " from account a where a.id = any(:ids) /* bounded: one for each id */");

    private static final Sql REACHED_BY = Sql.of("select " + COLUMNS
            + " from account a where a.email = :email or (a.phone = :phone and a.phone <> '') limit 20");

    private static final Sql INSERT = Sql.of("""
            insert into account (id, email, phone, full_name, role, password_hash, first_pet,
                referral_code, created_at, updated_at)
            values (:id, :email, :phone, :name, :role, :hash, :pet::jsonb, :referral, :now, :now)""");

    private static final Sql CHANGE = Sql.of("""
            update account a set full_name = coalesce(:name, full_name), phone = coalesce(:phone, phone),
                avatar_url = coalesce(:avatar, avatar_url), updated_at = :now
            where id = :id returning""" + " " + COLUMNS);

    private static final Sql END_SESSIONS = Sql.of("update account set session_generation = session_generation + 1"
            + " where id = :id returning session_generation");

    private static final Sql ADD_UNLESS_THERE = Sql.of("""
            insert into account (id, email, phone, full_name, role, password_hash, created_at, updated_at)
            values (:id, :email, :phone, :name, :role, :hash, :now, :now) on conflict do nothing""");

    private static final Sql END_SESSIONS_OF = Sql.of("""
            update account a set session_generation = session_generation + 1
            where id = any(:ids) and exists (select from session s
                where s.account_id = a.id and s.revoked_at is null)
            returning email""");

    private Accounts() {}

    /** A new account and the hash of its password. */
    public record WithPassword(Account account, String hash) {}

    /** The account in a row. */
    public static Account read(Row row) {
        return new Account(
                row.uuid("id"),
                row.text("email"),
                row.text("phone"),
                row.text("full_name"),
                Role.of(row.text("role")),
                row.flag("is_verified"),
                row.textOrNull("avatar_url"),
                row.timeOrNull("banned_at"),
                row.bigNumber("version"),
                row.bigNumber("session_generation"),
                row.time("created_at"));
    }

    /** Whether an address has an account. */
    public static boolean isTaken(Queries queries, String email) {
        return queries.first(IS_TAKEN, arguments -> arguments.text("email", email), row -> row.flag("taken"))
                .orElseThrow();
    }

    /** The account with this id. */
    public static Optional<Account> find(Queries queries, UUID id) {
        return queries.first(FIND, arguments -> arguments.uuid("id", id), Accounts::read);
    }

    /** The accounts of these ids that there are. */
    public static List<Account> named(Queries queries, List<UUID> ids) {
        return queries.list(NAMED, arguments -> arguments.uuids("ids", ids, id -> id), Accounts::read);
    }

    /** The accounts that have this mail address or this phone number, at most 20. */
    public static List<Account> reachedBy(Queries queries, String email, String phone) {
        return queries.list(
                REACHED_BY, arguments -> arguments.text("email", email).text("phone", phone), Accounts::read);
    }

    /**
     * Inserts an account.
     *
     * @throws Failure.Conflict if its address has one
     */
    public static void insert(
            Tx tx, Account account, String passwordHash, Optional<FirstPet> firstPet, Optional<String> referralCode) {
        try {
            tx.update(
                    INSERT,
                    arguments -> arguments
                            .uuid("id", account.id())
                            .text("email", account.email())
                            .text("phone", account.phone())
                            .text("name", account.fullName())
                            .text("role", account.role().word())
                            .text("hash", passwordHash)
                            .text("pet", firstPet.map(Json::text).orElse(null))
                            .text("referral", referralCode.orElse(null))
                            .time("now", account.createdAt()));
        } catch (RuntimeException e) {
            if (SqlStates.isDuplicate(e, "account_email")) {
                throw taken(account.email());
            }
            throw e;
        }
    }

    /** Inserts those accounts of which neither the id nor the address is taken. */
    public static void addUnlessThere(Tx tx, List<WithPassword> accounts) {
        tx.updateEach(
                ADD_UNLESS_THERE,
                accounts,
                (arguments, added) -> arguments
                        .uuid("id", added.account.id())
                        .text("email", added.account.email())
                        .text("phone", added.account.phone())
                        .text("name", added.account.fullName())
                        .text("role", added.account.role().word())
                        .text("hash", added.hash)
                        .time("now", added.account.createdAt()));
    }

    /** The failure for an address that has an account. */
    public static Failure taken(String email) {
        return new Failure.Conflict("User already exists", "User with email '" + email + "' already exists");
    }

    /** Changes the values that are not null, and returns the account; empty if there is none. */
    public static Optional<Account> change(
            Tx tx,
            UUID id,
            @Nullable String fullName,
            @Nullable String phone,
            @Nullable String avatarUrl,
            Instant now) {
        return tx.first(
                CHANGE,
                arguments -> arguments
                        .text("name", fullName)
                        .text("phone", phone)
                        .text("avatar", avatarUrl)
                        .time("now", now)
                        .uuid("id", id),
                Accounts::read);
    }

    /**
     * Raises the session generation of an account, which ends all its sessions; returns the new one, or empty if there is no
     * such account.
     */
    public static OptionalLong endSessions(Tx tx, UUID id) {
        return tx.first(
                        END_SESSIONS,
                        arguments -> arguments.uuid("id", id),
                        row -> OptionalLong.of(row.bigNumber("session_generation")))
                .orElse(OptionalLong.empty());
    }

    /** Ends the sessions of these accounts, where there are any; returns the addresses of those accounts. */
    public static List<String> endSessionsOf(Tx tx, List<UUID> ids) {
        return tx.list(END_SESSIONS_OF, arguments -> arguments.uuids("ids", ids, id -> id), row -> row.text("email"));
    }
}

package my.kilat.identity.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.FirstPet;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The table of accounts. */
public final class Accounts {
    /** What {@link #read} needs of an account that is called {@code a} in the query. */
    public static final String COLUMNS =
            "a.id, a.email, a.phone, a.full_name, a.role, a.is_verified, a.avatar_url, a.banned_at, a.version,"
                    + " a.session_generation, a.created_at";

    private Accounts() {}

    /** The account in a row. */
    public static Account read(ResultSet row) throws SQLException {
        OffsetDateTime banned = row.getObject("banned_at", OffsetDateTime.class);
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("phone"),
                row.getString("full_name"),
                Role.of(row.getString("role")),
                row.getBoolean("is_verified"),
                row.getString("avatar_url"),
                banned == null ? null : banned.toInstant(),
                row.getLong("version"),
                row.getLong("session_generation"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** Whether an address has an account. */
    public static boolean isTaken(Handle handle, String email) {
        return handle.createQuery("select exists (select from account where email = :email)")
                .bind("email", email)
                .mapTo(Boolean.class)
                .one();
    }

    static Optional<Account> find(Handle handle, UUID id) {
        return handle.createQuery("select " + COLUMNS + " from account a where a.id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /**
     * Adds an account.
     *
     * @throws Failure.Conflict if there is one with its address
     */
    public static void insert(
            Tx tx, Account account, String passwordHash, Optional<FirstPet> firstPet, Optional<String> referralCode) {
        try {
            tx.sql()
                    .createUpdate("""
                            insert into account (id, email, phone, full_name, role, password_hash, first_pet,
                                referral_code, created_at, updated_at)
                            values (:id, :email, :phone, :name, :role, :hash, :pet::jsonb, :referral, :now, :now)""")
                    .bind("id", account.id())
                    .bind("email", account.email())
                    .bind("phone", account.phone())
                    .bind("name", account.fullName())
                    .bind("role", account.role().word())
                    .bind("hash", passwordHash)
                    .bind("pet", firstPet.map(Json::text).orElse(null))
                    .bind("referral", referralCode.orElse(null))
                    .bind("now", account.createdAt().atOffset(ZoneOffset.UTC))
                    .execute();
        } catch (JdbiException e) {
            if (SqlStates.isDuplicate(e, "account_email")) {
                throw taken(account.email());
            }
            throw e;
        }
    }

    /** What to answer when it has. */
    public static Failure taken(String email) {
        return new Failure.Conflict("User already exists", "User with email '" + email + "' already exists");
    }

    /** Changes what is not null, and returns the account; nothing if there is none. */
    static Optional<Account> change(
            Tx tx,
            UUID id,
            @Nullable String fullName,
            @Nullable String phone,
            @Nullable String avatarUrl,
            Instant now) {
        return tx.sql()
                .createQuery("""
                        update account a set full_name = coalesce(:name, full_name), phone = coalesce(:phone, phone),
                            avatar_url = coalesce(:avatar, avatar_url), updated_at = :now
                        where id = :id returning""" + " " + COLUMNS)
                .bind("name", fullName)
                .bind("phone", phone)
                .bind("avatar", avatarUrl)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /**
     * Raises the session generation of an account, by which all its sessions end; returns the new one, or nothing if there is
     * no such account.
     */
    public static OptionalLong endSessions(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("update account set session_generation = session_generation + 1 where id = :id"
                        + " returning session_generation")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }
}

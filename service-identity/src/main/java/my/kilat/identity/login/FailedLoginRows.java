package my.kilat.identity.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import my.kilat.identity.domain.FailedLogins;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import org.jspecify.annotations.Nullable;

/** The table of failed logins. */
final class FailedLoginRows {
    private FailedLoginRows() {}

    /** Under what the failures of an e-mail address from everywhere are counted. */
    static byte[] keyOf(String email) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What has failed so far, locked against other attempts; a row is made to be locked if there is none.
     *
     * @param account the key of the account for a row that belongs to one network address, null for the row of the account
     */
    static FailedLogins lock(Tx tx, byte[] key, byte @Nullable [] account, Instant now) {
        tx.sql()
                .createUpdate("insert into login_failure (address_hash, account_hash, forget_after)"
                        + " values (:key, :account, :now) on conflict do nothing")
                .bind("key", key)
                .bind("account", account)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
        return lockIfThere(tx, key);
    }

    /** The same, without making a row. */
    static FailedLogins lockIfThere(Tx tx, byte[] key) {
        return tx.sql()
                .createQuery("select failed_at, locked_until from login_failure where address_hash = :key for update")
                .bind("key", key)
                .map((row, context) -> read(row, ""))
                .findOne()
                .orElse(FailedLogins.NONE);
    }

    /**
     * The failures in a row that has {@code failed_at} and {@code locked_until}, perhaps null by an outer join.
     *
     * @param prefix of the two names
     */
    static FailedLogins read(ResultSet row, String prefix) throws SQLException {
        Array times = row.getArray(prefix + "failed_at");
        OffsetDateTime lockedUntil = row.getObject(prefix + "locked_until", OffsetDateTime.class);
        return new FailedLogins(times(times), lockedUntil == null ? null : lockedUntil.toInstant());
    }

    private static List<Instant> times(@Nullable Array millis) throws SQLException {
        return millis == null
                ? List.of()
                : Arrays.stream((Long[]) millis.getArray())
                        .map(Instant::ofEpochMilli)
                        .toList();
    }

    static void write(Tx tx, byte[] key, FailedLogins failures, Instant now, Duration longest) {
        Instant lockedUntil = failures.lockedUntil();
        tx.sql()
                .createUpdate("""
                        update login_failure set failed_at = :times, locked_until = :until, forget_after = :forget
                        where address_hash = :key""")
                .bindArray(
                        "times",
                        Long.class,
                        failures.times().stream().map(Instant::toEpochMilli).toArray())
                .bind("until", lockedUntil == null ? null : lockedUntil.atOffset(ZoneOffset.UTC))
                .bind("forget", now.plus(longest).atOffset(ZoneOffset.UTC))
                .bind("key", key)
                .execute();
    }

    static void clear(Tx tx, byte[] key) {
        tx.sql()
                .createUpdate("delete from login_failure where address_hash = :key")
                .bind("key", key)
                .execute();
    }

    static void forgetOld(Database database, Instant now) {
        Sweep.deleteBefore(database, "login_failure", "forget_after", now);
    }
}

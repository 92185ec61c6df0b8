package my.kilat.identity.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import my.kilat.identity.domain.FailedLogins;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import my.kilat.platform.text.Sha256;
import org.jspecify.annotations.Nullable;

/** The table of failed logins. */
public final class LoginFailures {
    private static final Sql MAKE = Sql.of("insert into login_failure (address_hash, account_hash, forget_after)"
            + " values (:key, :account, :now) on conflict do nothing");

    private static final Sql LOCK =
            Sql.of("select failed_at, locked_until from login_failure where address_hash = :key for update");

    private static final Sql WRITE = Sql.of("""
            update login_failure set failed_at = :times, locked_until = :until, forget_after = :forget
            where address_hash = :key""");

    private static final Sql CLEAR = Sql.of("delete from login_failure where address_hash = :key");

    private LoginFailures() {}

    /** The key of an e-mail address's failures from all addresses. */
    public static byte[] keyOf(String email) {
        return Sha256.of(email);
    }

    /**
     * Locks and returns the failures so far; inserts a row to lock if there is none.
     *
     * @param account the key of the account for a row of one network address, null for the row of the account
     */
    public static FailedLogins lock(Tx tx, byte[] key, byte @Nullable [] account, Instant now) {
        tx.update(
                MAKE,
                arguments ->
                        arguments.bytes("key", key).bytes("account", account).time("now", now));
        return lockIfThere(tx, key);
    }

    /** As above, without inserting a row. */
    public static FailedLogins lockIfThere(Tx tx, byte[] key) {
        return tx.first(LOCK, arguments -> arguments.bytes("key", key), row -> read(row, ""))
                .orElse(FailedLogins.NONE);
    }

    /**
     * The failures in a row that has {@code failed_at} and {@code locked_until}, perhaps null by an outer join.
     *
     * @param prefix of the two column names
     */
    static FailedLogins read(Row row, String prefix) {
        List<Instant> times = row.bigNumbers(prefix + "failed_at").stream()
                .map(Instant::ofEpochMilli)
                .toList();
        return new FailedLogins(times, row.timeOrNull(prefix + "locked_until"));
    }

    public static void write(Tx tx, byte[] key, FailedLogins failures, Instant now, Duration longest) {
        tx.update(
                WRITE,
                arguments -> arguments
                        .numbers("times", failures.times(), Instant::toEpochMilli)
                        .time("until", failures.lockedUntil())
                        .time("forget", now.plus(longest))
                        .bytes("key", key));
    }

    public static void clear(Tx tx, byte[] key) {
        tx.update(CLEAR, arguments -> arguments.bytes("key", key));
    }

    public static void forgetOld(Database database, Instant now) {
        Sweep.deleteBefore(database, "login_failure", "forget_after", now);
    }
}

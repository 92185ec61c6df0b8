package my.kilat.identity.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import my.kilat.identity.account.Accounts;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.RefreshToken;
import my.kilat.identity.token.TokenPair;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import my.kilat.platform.id.Ids;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables of sessions and their refresh tokens. */
final class SessionRows {
    private SessionRows() {}

    /**
     * A refresh token as it is stored, with whose it is.
     *
     * @param sealed the pair it bought; null before, and long after
     * @param read when this was read, by the clock of the database: all instances use and judge tokens by that one
     */
    record Known(
            UUID id,
            UUID session,
            byte[] hash,
            RefreshToken token,
            byte @Nullable [] sealed,
            Account account,
            Instant read) {
        boolean isOf(String shown) {
            return MessageDigest.isEqual(hash, hashOf(shown));
        }
    }

    static void open(Tx tx, UUID account, TokenPair first, Instant now) {
        tx.sql()
                .createUpdate("""
                        with opened as (
                            insert into session (id, account_id, created_at, expires_at)
                            values (:session, :account, :now, :expires))
                        insert into refresh_token (id, session_id, token_hash, expires_at)
                        values (:id, :session, :hash, :expires)""")
                .bind("session", Ids.next())
                .bind("account", account)
                .bind("now", utc(now))
                .bind("expires", utc(first.refreshExpires()))
                .bind("id", first.refreshId())
                .bind("hash", hashOf(first.refresh()))
                .execute();
    }

    private static final String SELECT = "select t.id as token_id, t.session_id, t.token_hash, t.expires_at, t.used_at,"
            + " t.successor, s.revoked_at, clock_timestamp() as read_at, " + Accounts.COLUMNS
            + " from refresh_token t join session s on s.id = t.session_id join account a on a.id = s.account_id"
            + " where t.id = :id";

    static Optional<Known> find(Handle handle, UUID id) {
        return handle.createQuery(SELECT)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The same, with its session locked against whoever else uses or revokes it. */
    static Optional<Known> lock(Tx tx, UUID id) {
        return tx.sql()
                .createQuery(SELECT + " for update of s, t")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static Known read(ResultSet row) throws SQLException {
        return new Known(
                row.getObject("token_id", UUID.class),
                row.getObject("session_id", UUID.class),
                row.getBytes("token_hash"),
                new RefreshToken(
                        time(row, "expires_at"), optionalTime(row, "used_at"), optionalTime(row, "revoked_at")),
                row.getBytes("successor"),
                Accounts.read(row),
                time(row, "read_at"));
    }

    /** Uses a token up, remembering what it bought, and adds its successor. */
    static void rotate(Tx tx, Known used, TokenPair next, byte[] sealed, Instant now) {
        tx.sql()
                .createUpdate("""
                        with used as (update refresh_token set used_at = :now, successor = :sealed where id = :used),
                             longer as (update session set expires_at = :expires where id = :session)
                        insert into refresh_token (id, session_id, token_hash, expires_at)
                        values (:id, :session, :hash, :expires)""")
                .bind("now", utc(now))
                .bind("sealed", sealed)
                .bind("used", used.id())
                .bind("session", used.session())
                .bind("id", next.refreshId())
                .bind("hash", hashOf(next.refresh()))
                .bind("expires", utc(next.refreshExpires()))
                .execute();
    }

    static void revoke(Tx tx, UUID session, Instant now) {
        tx.sql()
                .createUpdate("update session set revoked_at = :now where id = :id and revoked_at is null")
                .bind("now", utc(now))
                .bind("id", session)
                .execute();
    }

    /** Forgets what nobody can use any more; tokens first, so that few go along with a session. */
    static void forget(Database database, Instant expiredBefore, Instant usedBefore) {
        Sweep.deleteBefore(database, "refresh_token", "expires_at", expiredBefore);
        Sweep.deleteBefore(database, "session", "expires_at", expiredBefore);
        Sweep.run(
                database,
                tx -> tx.sql()
                        .createUpdate("""
                        update refresh_token set successor = null where ctid = any(array(
                            select ctid from refresh_token where successor is not null and used_at < :before
                            limit :most for update skip locked))""")
                        .bind("before", utc(usedBefore))
                        .bind("most", Sweep.STEP)
                        .execute());
    }

    private static byte[] hashOf(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

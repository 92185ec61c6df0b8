package my.kilat.identity.store;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.RefreshToken;
import my.kilat.identity.domain.TokenPair;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import my.kilat.platform.id.Ids;
import my.kilat.platform.text.Sha256;
import org.jspecify.annotations.Nullable;

/** The tables of sessions and their refresh tokens. */
public final class RefreshTokens {
    private static final Sql OPEN = Sql.of("""
            with opened as (
                insert into session (id, account_id, created_at, expires_at)
                values (:session, :account, :now, :expires))
            insert into refresh_token (id, session_id, token_hash, expires_at)
            values (:id, :session, :hash, :expires)""");

    private static final String SELECT = "select t.id as token_id, t.session_id, t.token_hash, t.expires_at, t.used_at,"
            + " t.successor, s.revoked_at, clock_timestamp() as read_at, " + Accounts.COLUMNS
            + " from refresh_token t join session s on s.id = t.session_id join account a on a.id = s.account_id"
            + " where t.id = :id";

    private static final Sql FIND = Sql.of(SELECT);
    private static final Sql FIND_LOCKED = Sql.of(SELECT + " for update of s, t");

    private static final Sql ROTATE = Sql.of("""
            with used as (update refresh_token set used_at = :now, successor = :sealed where id = :used),
                 longer as (update session set expires_at = :expires where id = :session)
            insert into refresh_token (id, session_id, token_hash, expires_at)
            values (:id, :session, :hash, :expires)""");

    private static final Sql REVOKE =
            Sql.of("update session set revoked_at = :now where id = :id and revoked_at is null");

    private static final Sql FORGET_SUCCESSORS = Sql.of("""
            update refresh_token set successor = null where ctid = any(array(
                select ctid from refresh_token where successor is not null and used_at < :before
                limit :most for update skip locked))""");

    private RefreshTokens() {}

    /**
     * A stored refresh token with its account and session.
     *
     * @param sealed the pair it was exchanged for; null before, and long after
     * @param read when this was read, by the clock of the database, which all instances use for tokens
     */
    public record Known(
            UUID id,
            UUID session,
            byte[] hash,
            RefreshToken token,
            byte @Nullable [] sealed,
            Account account,
            Instant read) {
        /** Whether this is the stored token. */
        public boolean isOf(String shown) {
            return MessageDigest.isEqual(hash, Sha256.of(shown));
        }
    }

    public static void open(Tx tx, UUID account, TokenPair first, Instant now) {
        UUID session = Ids.next();
        tx.update(
                OPEN,
                arguments -> arguments
                        .uuid("session", session)
                        .uuid("account", account)
                        .time("now", now)
                        .time("expires", first.refreshExpires())
                        .uuid("id", first.refreshId())
                        .bytes("hash", Sha256.of(first.refresh())));
    }

    public static Optional<Known> find(Queries queries, UUID id) {
        return queries.first(FIND, arguments -> arguments.uuid("id", id), RefreshTokens::read);
    }

    /** As above, with its session locked against concurrent use and revocation. */
    public static Optional<Known> lock(Tx tx, UUID id) {
        return tx.first(FIND_LOCKED, arguments -> arguments.uuid("id", id), RefreshTokens::read);
    }

    private static Known read(Row row) {
        return new Known(
                row.uuid("token_id"),
                row.uuid("session_id"),
                row.bytes("token_hash"),
                new RefreshToken(row.time("expires_at"), row.timeOrNull("used_at"), row.timeOrNull("revoked_at")),
                row.bytesOrNull("successor"),
                Accounts.read(row),
                row.time("read_at"));
    }

    /** Marks a token as used, stores the sealed pair, and inserts its successor. */
    public static void rotate(Tx tx, Known used, TokenPair next, byte[] sealed, Instant now) {
        tx.update(
                ROTATE,
                arguments -> arguments
                        .time("now", now)
                        .bytes("sealed", sealed)
                        .uuid("used", used.id())
                        .uuid("session", used.session())
                        .uuid("id", next.refreshId())
                        .bytes("hash", Sha256.of(next.refresh()))
                        .time("expires", next.refreshExpires()));
    }

    public static void revoke(Tx tx, UUID session, Instant now) {
        tx.update(REVOKE, arguments -> arguments.time("now", now).uuid("id", session));
    }

    /** Deletes expired tokens and sessions; tokens first, so that deleting a session cascades to few rows. */
    public static void forget(Database database, Instant expiredBefore, Instant usedBefore) {
        Sweep.deleteBefore(database, "refresh_token", "expires_at", expiredBefore);
        Sweep.deleteBefore(database, "session", "expires_at", expiredBefore);
        Sweep.run(
                database,
                (tx, most) -> tx.update(
                        FORGET_SUCCESSORS,
                        arguments -> arguments.time("before", usedBefore).number("most", most)));
    }
}

package my.kilat.console.store;

import java.time.Instant;
import java.util.Optional;
import my.kilat.console.domain.Secret;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;

/** The tables of sessions and of links that log in. */
public final class SessionRows {
    private static final Sql ADD = Sql.of("""
            insert into session (secret_hash, tokens, created_at, expires_at) values (:hash, :tokens, :now, :expires)
            returning true as done""");
    private static final Sql FIND =
            Sql.of("select tokens from session where secret_hash = :hash and expires_at > :now limit 1");
    private static final Sql REPLACE =
            Sql.of("update session set tokens = :tokens where secret_hash = :hash returning true as done");
    private static final Sql REMOVE = Sql.of("delete from session where secret_hash = :hash returning true as done");
    private static final Sql ADD_LINK =
            Sql.of("insert into login_link (token_hash, expires_at) values (:hash, :expires) returning true as done");
    private static final Sql USE_LINK =
            Sql.of("delete from login_link where token_hash = :hash returning expires_at > :now as is_good");
    private static final Sql FORGET_LINKS = Sql.of(
            "delete from login_link where expires_at < :now returning true as done /* bounded: one a minute is made */");

    private final Database database;

    public SessionRows(Database database) {
        this.database = database;
    }

    /** Adds a session. */
    public void add(Secret secret, byte[] tokens, Instant now, Instant expires) {
        var _ = database.autocommit(
                ADD,
                values -> values.bytes("hash", secret.hash())
                        .bytes("tokens", tokens)
                        .time("now", now)
                        .time("expires", expires),
                row -> row.flag("done"));
    }

    /** The sealed tokens of a session that has not expired. */
    public Optional<byte[]> find(Secret secret, Instant now) {
        return database.first(
                FIND, values -> values.bytes("hash", secret.hash()).time("now", now), row -> row.bytes("tokens"));
    }

    /** Replaces the tokens of a session. */
    public void replace(Secret secret, byte[] tokens) {
        var _ = database.autocommit(
                REPLACE,
                values -> values.bytes("hash", secret.hash()).bytes("tokens", tokens),
                row -> row.flag("done"));
    }

    /** Ends a session. */
    public void remove(Secret secret) {
        var _ = database.autocommit(REMOVE, values -> values.bytes("hash", secret.hash()), row -> row.flag("done"));
    }

    /** Adds a link, and forgets those that have expired. */
    public void addLink(Secret token, Instant now, Instant expires) {
        var _ = database.autocommit(FORGET_LINKS, values -> values.time("now", now), row -> row.flag("done"));
        var _ = database.autocommit(
                ADD_LINK,
                values -> values.bytes("hash", token.hash()).time("expires", expires),
                row -> row.flag("done"));
    }

    /** Uses a link up; false if there is none, it has been used, or has expired. Of several at once one gets true. */
    public boolean useLink(Secret token, Instant now) {
        return database.autocommit(
                        USE_LINK,
                        values -> values.bytes("hash", token.hash()).time("now", now),
                        row -> row.flag("is_good"))
                .equals(java.util.List.of(true));
    }
}

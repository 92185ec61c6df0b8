package my.kilat.identity.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import org.jspecify.annotations.Nullable;

/** The table {@code signing_key}: the current and former keys that tokens are signed with, encoded. */
public final class SigningKeys {
    /** The lock's key: an arbitrary number that nothing else uses. */
    private static final Sql LOCK = Sql.of("select pg_advisory_xact_lock(" + 0x6b65_7973 + ")");

    private static final Sql PRIVATE_KEY = Sql.of("select private_key from signing_key where private_key is not null"
            + " order by created_at desc, kid limit 1");

    private static final Sql INSERT = Sql.of("""
            insert into signing_key (kid, public_key, private_key, created_at, last_used)
            values (:kid, :public, :private, :now, :now)
            on conflict (kid) do update set last_used = greatest(signing_key.last_used, excluded.last_used)""");

    private static final Sql USED_SINCE = Sql.of("select kid, public_key /* bounded: a few keys */ from signing_key"
            + " where last_used >= :since order by created_at desc, kid");

    private static final Sql FIND =
            Sql.of("select public_key from signing_key where kid = :kid and last_used >= :since");

    private static final Sql KEEP =
            Sql.of("update signing_key set last_used = greatest(last_used, :now) where kid = :kid");

    private static final Sql DELETE =
            Sql.of("delete from signing_key where last_used < :before /* bounded: a few keys */");

    private SigningKeys() {}

    /**
     * A public key.
     *
     * @param id its {@code kid}
     * @param encoded X.509
     */
    public record PublicKey(String id, byte[] encoded) {}

    /** Prevents other instances from creating a key until the transaction ends. */
    public static void lock(Tx tx) {
        tx.list(LOCK, _ -> {}, _ -> Boolean.TRUE);
    }

    /** The private key that all instances sign with, in PKCS#8; empty before one was created. */
    public static Optional<byte[]> privateKey(Queries queries) {
        return queries.first(PRIVATE_KEY, _ -> {}, row -> row.bytes("private_key"));
    }

    /** Inserts a key, or marks it as in use. The private half is not stored if it comes from settings. */
    public static void add(Tx tx, PublicKey key, byte @Nullable [] secret, Instant now) {
        tx.update(
                INSERT,
                arguments -> arguments
                        .text("kid", key.id)
                        .bytes("public", key.encoded)
                        .bytes("private", secret)
                        .time("now", now));
    }

    /** The keys that were in use since then. */
    public static List<PublicKey> usedSince(Queries queries, Instant since) {
        return queries.list(
                USED_SINCE,
                arguments -> arguments.time("since", since),
                row -> new PublicKey(row.text("kid"), row.bytes("public_key")));
    }

    /** An encoded key, if it was in use since then. */
    public static Optional<byte[]> find(Queries queries, String id, Instant since) {
        return queries.first(
                FIND, arguments -> arguments.text("kid", id).time("since", since), row -> row.bytes("public_key"));
    }

    /** Records that a key is in use. A key that was deleted because it is compromised stays deleted. */
    public static void keep(Tx tx, String id, Instant now) {
        tx.update(KEEP, arguments -> arguments.time("now", now).text("kid", id));
    }

    /** Deletes the keys that were last in use before then. */
    public static void deleteUnusedSince(Tx tx, Instant before) {
        tx.update(DELETE, arguments -> arguments.time("before", before));
    }
}

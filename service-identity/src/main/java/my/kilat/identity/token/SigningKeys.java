package my.kilat.identity.token;

import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import org.jspecify.annotations.Nullable;

/** The table of the keys that tokens are or were signed with. */
final class SigningKeys {
    /** Any number, as long as nothing else here locks by it. */
    private static final Sql LOCK = Sql.of("select pg_advisory_xact_lock(" + 0x6b65_7973 + ")");

    private static final Sql OURS = Sql.of("select private_key from signing_key where private_key is not null"
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

    private static final Sql FORGET =
            Sql.of("delete from signing_key where last_used < :before /* bounded: a few keys */");

    private final Database database;

    SigningKeys(Database database) {
        this.database = database;
    }

    /** A public key and its name. */
    record Published(String id, RSAPublicKey key) {}

    /** The one key that all instances sign with; the first of them to come makes it. */
    RsaKeyPair ours(Instant now) {
        return database.transact(tx -> {
            tx.list(LOCK, _ -> {}, _ -> Boolean.TRUE);
            Optional<byte[]> stored = tx.first(OURS, _ -> {}, row -> row.bytes("private_key"));
            if (stored.isPresent()) {
                return load(stored.get());
            }
            RsaKeyPair made = RsaKeyPair.make();
            insert(tx, made, made.secret().getEncoded(), now);
            return made;
        });
    }

    private static RsaKeyPair load(byte[] pkcs8) {
        try {
            return RsaKeyPair.ofPkcs8(pkcs8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored signing key is damaged; delete it from signing_key", e);
        }
    }

    /** Makes a key from the settings known, without its private half. */
    void announce(RsaKeyPair pair, Instant now) {
        database.run(tx -> insert(tx, pair, null, now));
    }

    private static void insert(Tx tx, RsaKeyPair pair, byte @Nullable [] secret, Instant now) {
        tx.update(
                INSERT,
                arguments -> arguments
                        .text("kid", pair.id())
                        .bytes("public", pair.open().getEncoded())
                        .bytes("private", secret)
                        .time("now", now));
    }

    /** Those that were signed with since then. */
    List<Published> usedSince(Instant since) {
        return database.list(
                USED_SINCE,
                arguments -> arguments.time("since", since),
                row -> new Published(row.text("kid"), RsaKeyPair.publicKey(row.bytes("public_key"))));
    }

    /** One of them, if it was signed with since then. */
    Optional<RSAPublicKey> find(String id, Instant since) {
        return database.first(
                FIND,
                arguments -> arguments.text("kid", id).time("since", since),
                row -> RsaKeyPair.publicKey(row.bytes("public_key")));
    }

    /** Notes that a key is signed with. A key that was deleted, because it is no longer to be trusted, stays deleted. */
    void keep(String id, Instant now) {
        database.run(
                tx -> tx.update(KEEP, arguments -> arguments.time("now", now).text("kid", id)));
    }

    /** Deletes the keys that were last signed with before then. */
    void forget(Instant before) {
        database.run(tx -> tx.update(FORGET, arguments -> arguments.time("before", before)));
    }
}

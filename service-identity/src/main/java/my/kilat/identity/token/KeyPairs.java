package my.kilat.identity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import my.kilat.contract.identity.JsonWebKeySet;
import my.kilat.contract.identity.JsonWebKeySet.JsonWebKey;
import my.kilat.identity.store.SigningKeys;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;

/**
 * RS256. One key signs; former keys still verify until the last of their tokens has expired. An old key is published only for
 * the short lifetime of access tokens, because refresh tokens are verified by identity alone.
 */
public final class KeyPairs implements TokenKeys {
    /** How often {@link #keep} is called. */
    public static final Duration KEEP_EVERY = Duration.ofMinutes(1);

    /** How long a key may have signed after it was last recorded as in use; twice the interval, for clocks that differ. */
    private static final Duration SLACK = KEEP_EVERY.multipliedBy(2);

    private final Database database;
    private final InstantSource clock;
    private final Duration accessExpiry;
    private final Duration refreshExpiry;
    private final RsaKeyPair ours;
    private final JWSHeader header;
    private final JWSSigner signer;

    private KeyPairs(
            Database database, InstantSource clock, Duration accessExpiry, Duration refreshExpiry, RsaKeyPair ours) {
        this.database = database;
        this.clock = clock;
        this.accessExpiry = accessExpiry;
        this.refreshExpiry = refreshExpiry;
        this.ours = ours;
        this.header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(ours.id()).build();
        this.signer = new RSASSASigner(ours.privateKey());
    }

    /** Signs with a key from the settings. */
    public static KeyPairs given(
            RsaKeyPair pair, Database database, InstantSource clock, Duration accessExpiry, Duration refreshExpiry) {
        database.run(tx -> SigningKeys.add(tx, pair.published(), null, clock.instant()));
        return new KeyPairs(database, clock, accessExpiry, refreshExpiry, pair);
    }

    /** Signs with the key in this database, which is created if there is none. */
    public static KeyPairs made(Database database, InstantSource clock, Duration accessExpiry, Duration refreshExpiry) {
        RsaKeyPair pair = database.transact(tx -> storedOrNew(tx, clock.instant()));
        KeyPairs keys = new KeyPairs(database, clock, accessExpiry, refreshExpiry, pair);
        keys.keep();
        return keys;
    }

    /** The key that all instances share; the first instance creates it. */
    private static RsaKeyPair storedOrNew(Tx tx, Instant now) {
        SigningKeys.lock(tx);
        Optional<byte[]> stored = SigningKeys.privateKey(tx);
        if (stored.isPresent()) {
            return load(stored.get());
        }
        RsaKeyPair made = RsaKeyPair.make();
        SigningKeys.add(tx, made.published(), made.privateKey().getEncoded(), now);
        return made;
    }

    private static RsaKeyPair load(byte[] pkcs8) {
        try {
            return RsaKeyPair.ofPkcs8(pkcs8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored signing key is damaged; delete it from signing_key", e);
        }
    }

    @Override
    public SignedJWT sign(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token;
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
    }

    @Override
    public boolean verifies(SignedJWT token) {
        String id = token.getHeader().getKeyID();
        if (id == null || !JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
            return false;
        }
        try {
            Optional<RSAPublicKey> key = keyOf(id);
            return key.isPresent() && token.verify(new RSASSAVerifier(key.get()));
        } catch (JOSEException e) {
            return false;
        }
    }

    private Optional<RSAPublicKey> keyOf(String id) {
        return id.equals(ours.id())
                ? Optional.of(ours.publicKey())
                : SigningKeys.find(database, id, stillValid(refreshExpiry)).map(RsaKeyPair::decode);
    }

    @Override
    public JsonWebKeySet published() {
        Map<String, RSAPublicKey> keys = new LinkedHashMap<>(Map.of(ours.id(), ours.publicKey()));
        SigningKeys.usedSince(database, stillValid(accessExpiry))
                .forEach(other -> keys.putIfAbsent(other.id(), RsaKeyPair.decode(other.encoded())));
        return new JsonWebKeySet(keys.entrySet().stream()
                .map(key -> published(key.getKey(), key.getValue()))
                .toList());
    }

    private static JsonWebKey published(String id, RSAPublicKey key) {
        return new JsonWebKey(
                "RSA",
                "sig",
                "RS256",
                id,
                Base64URL.encode(key.getModulus()).toString(),
                Base64URL.encode(key.getPublicExponent()).toString());
    }

    /** A key that was last in use before this has no valid token of that lifetime. */
    private Instant stillValid(Duration expiry) {
        return clock.instant().minus(expiry).minus(SLACK);
    }

    @Override
    public void keep() {
        database.run(tx -> SigningKeys.keep(tx, ours.id(), clock.instant()));
        database.run(tx -> SigningKeys.deleteUnusedSince(tx, stillValid(refreshExpiry)));
    }
}

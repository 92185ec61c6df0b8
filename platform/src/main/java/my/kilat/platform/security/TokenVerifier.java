package my.kilat.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.background.Part;
import my.kilat.platform.text.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens: signature by the configured algorithm, issuer, expiry, type, and that its session has not ended.
 * A verified token is cached by its SHA-256 until it expires, so that a signature is checked once and not with each
 * request.
 */
public final class TokenVerifier implements AutoCloseable {
    private static final int LONGEST_TOKEN = 4096;

    private final InstantSource clock;
    private final JWSAlgorithm algorithm;
    private final @Nullable JWSVerifier shared;
    private final @Nullable VerificationKeys published;
    private final Cache<Fingerprint, Verified> remembered;
    private final Revocations revocations;

    public TokenVerifier(TokenSettings settings, HttpClient http, InstantSource clock) {
        this.clock = clock;
        this.revocations = new Revocations(
                new RevocationFeed(settings.endedSessions(), http), settings.endedSessionsEvery(), clock);
        this.remembered =
                Caffeine.newBuilder().maximumSize(settings.remembered()).build();
        Optional<String> secret = settings.secret();
        if (secret.isPresent()) {
            this.algorithm = JWSAlgorithm.HS256;
            this.shared = mac(secret.get());
            this.published = null;
        } else {
            this.algorithm = JWSAlgorithm.RS256;
            this.shared = null;
            this.published = new VerificationKeys(
                    settings.jwks(),
                    settings.refresh(),
                    http,
                    clock,
                    gone -> remembered.asMap().values().removeIf(verified -> gone.contains(verified.keyId)));
        }
    }

    /** The state of fetching the published keys; empty if tokens are verified by a shared secret. */
    public Optional<Part> keyFetching() {
        return Optional.ofNullable(published).map(VerificationKeys::part);
    }

    /** The tokens that are revoked before they expire. */
    public Revocations revocations() {
        return revocations;
    }

    /**
     * The caller of a cached token that has not expired and has not been revoked, nor has its key; null if {@link #verify}
     * has to check it. Never blocks.
     */
    public @Nullable Caller cached(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return null;
        }
        if (published != null) {
            published.refreshWhenDue();
        }
        Verified verified = remembered.getIfPresent(Fingerprint.of(token));
        return verified != null
                        && verified.caller.expires().isAfter(clock.instant())
                        && !revocations.isRevoked(verified.caller)
                ? verified.caller
                : null;
    }

    /**
     * Verifies a token; may block while keys are fetched.
     *
     * @throws InvalidTokenException if it is not a valid access token
     * @throws my.kilat.platform.failure.Failure.Unavailable if the keys have never been obtained
     */
    public Caller verify(String token) throws InvalidTokenException {
        if (token.length() > LONGEST_TOKEN) {
            throw new InvalidTokenException("too long");
        }
        Caller known = cached(token);
        if (known != null) {
            return known;
        }
        revocations.follow();
        Verified verified = check(token);
        if (revocations.isRevoked(verified.caller)) {
            throw new InvalidTokenException("its session has ended");
        }
        remembered.put(Fingerprint.of(token), verified);
        return verified.caller;
    }

    private Verified check(String token) throws InvalidTokenException {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!algorithm.equals(jwt.getHeader().getAlgorithm())) {
                throw new InvalidTokenException("not signed with " + algorithm);
            }
            String keyId =
                    jwt.getHeader().getKeyID() == null ? "" : jwt.getHeader().getKeyID();
            JWSVerifier verifier = shared != null || published == null ? shared : published.find(keyId);
            if (verifier == null || !jwt.verify(verifier)) {
                throw new InvalidTokenException("signature");
            }
            return new Verified(keyId, caller(jwt.getJWTClaimsSet()));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new InvalidTokenException("malformed");
        }
    }

    private Caller caller(JWTClaimsSet claims) throws ParseException, InvalidTokenException {
        Date expires = claims.getExpirationTime();
        if (expires == null || !expires.toInstant().isAfter(clock.instant())) {
            throw new InvalidTokenException("expired");
        }
        if (!TokenSettings.ISSUER.equals(claims.getIssuer())) {
            throw new InvalidTokenException("issuer");
        }
        if (!"access".equals(claims.getStringClaim("token_type"))) {
            throw new InvalidTokenException("not an access token");
        }
        String user = claims.getStringClaim("user_id");
        if (user == null) {
            throw new InvalidTokenException("no user");
        }
        return new Caller(
                UUID.fromString(user),
                Role.of(text(claims, "role")),
                text(claims, "email"),
                text(claims, "name"),
                text(claims, "phone"),
                number(claims, "ver"),
                number(claims, "gen"),
                expires.toInstant());
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        String value = claims.getStringClaim(name);
        return value == null ? "" : value;
    }

    private static long number(JWTClaimsSet claims, String name) throws ParseException {
        Long value = claims.getLongClaim(name);
        return value == null ? 0 : value;
    }

    private static JWSVerifier mac(String secret) {
        try {
            return new MACVerifier(secret.getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("JWT_SECRET cannot be used: " + e.getMessage(), e);
        }
    }

    /** Stops polling for revocations. */
    @Override
    public void close() {
        revocations.close();
    }

    private record Verified(String keyId, Caller caller) {}

    /** A token's SHA-256, so that the cache holds nothing that could be used as a token by a reader of the memory. */
    private static final class Fingerprint {
        private final byte[] hash;

        private Fingerprint(byte[] hash) {
            this.hash = hash;
        }

        static Fingerprint of(String token) {
            return new Fingerprint(Sha256.of(token));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fingerprint that && Arrays.equals(hash, that.hash);
        }

        @Override
        public int hashCode() {
            return (hash[0] & 0xff) << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | (hash[3] & 0xff);
        }
    }
}

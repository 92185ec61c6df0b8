package my.kilat.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * Authentication between services. A service signs a token with a secret that all of them share; the token names its sender
 * and the one service it is meant for, and is valid for a few minutes. So the secret itself is never sent, and another
 * service cannot use a token that reaches it.
 *
 * <p>{@code SERVICE_SECRET} is that secret, at least 32 characters; in development it has a default. To rotate it without
 * an interruption, give {@code new,old} to all services first and {@code new} alone later: the first signs, all verify.
 */
public final class ServiceTokens {
    /** The default secret in development. */
    static final String OF_DEVELOPMENT = "the-services-of-a-development-machine-know-this";

    private static final String NAME = "SERVICE_SECRET";
    private static final String ISSUER = "kilat-services";
    private static final int LEAST_SECRET_BYTES = 32;
    private static final int LONGEST_TOKEN = 2048;
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration REUSED = Duration.ofMinutes(2);

    private final String service;
    private final InstantSource clock;
    private final List<Secret> secrets = new ArrayList<>();
    private final ConcurrentMap<String, Minted> minted = new ConcurrentHashMap<>();

    /** One of the secrets: the first signs, all verify. */
    private record Secret(JWSSigner signer, JWSVerifier verifier) {}

    private record Minted(String token, Instant until) {}

    private ServiceTokens(String service, List<String> secrets, InstantSource clock) {
        this.service = service;
        this.clock = clock;
        try {
            for (String secret : secrets) {
                byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
                this.secrets.add(new Secret(new MACSigner(bytes), new MACVerifier(bytes)));
            }
        } catch (JOSEException e) {
            throw new SettingsException(NAME + " cannot be used: " + e.getMessage());
        }
    }

    /**
     * The tokens of a service.
     *
     * @param service its short name, such as {@code booking}
     * @throws SettingsException outside development, if {@code SERVICE_SECRET} is missing, too short, or the default
     */
    public static ServiceTokens from(Environment environment, String service, InstantSource clock) {
        environment.secret(NAME, OF_DEVELOPMENT);
        List<String> secrets = environment.list(NAME, List.of(OF_DEVELOPMENT));
        for (String secret : secrets) {
            if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET_BYTES) {
                throw new SettingsException(NAME + " has a secret of " + secret.length()
                        + " characters; it needs at least 32 (try: openssl" + " rand -hex 32)");
            }
            if (!environment.development() && secret.equals(OF_DEVELOPMENT)) {
                throw new SettingsException(NAME + " holds the development default; set a secret of your own");
            }
        }
        return new ServiceTokens(service, secrets, clock);
    }

    /**
     * The tokens of a service that neither calls other services nor is called by them, and has no secret: it can sign none
     * and accepts none.
     *
     * @param service its short name, such as {@code notification}
     */
    public static ServiceTokens none(String service, InstantSource clock) {
        return new ServiceTokens(service, List.of(), clock);
    }

    /**
     * Checks that tokens can be signed.
     *
     * @throws IllegalStateException if there is no secret, because this service has no operation for other services
     */
    public void requireSecret() {
        if (secrets.isEmpty()) {
            throw new IllegalStateException(service + " has no operation for other services");
        }
    }

    /** Signs a token that identifies this service to that service, and to no other. */
    public String tokenFor(String target) {
        requireSecret();
        Instant now = clock.instant();
        Minted known = minted.get(target);
        if (known != null && now.isBefore(known.until)) {
            return known.token;
        }
        Minted fresh = new Minted(sign(target, now), now.plus(REUSED));
        minted.put(target, fresh);
        return fresh.token;
    }

    private String sign(String target, Instant now) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(service)
                        .audience(target)
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .build());
        try {
            jwt.sign(secrets.getFirst().signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a service token cannot be signed", e);
        }
        return jwt.serialize();
    }

    /**
     * Verifies a token and returns the short name of the service that sent it.
     *
     * @throws InvalidTokenException if none of our services signed it, it was meant for another one, or it has expired
     */
    public String verify(String token) throws InvalidTokenException {
        if (token.length() > LONGEST_TOKEN) {
            throw new InvalidTokenException("too long");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !isSigned(jwt)) {
                throw new InvalidTokenException("signature");
            }
            return sender(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new InvalidTokenException("malformed");
        }
    }

    private boolean isSigned(SignedJWT jwt) throws JOSEException {
        for (Secret secret : secrets) {
            if (jwt.verify(secret.verifier)) {
                return true;
            }
        }
        return false;
    }

    private String sender(JWTClaimsSet claims) throws InvalidTokenException {
        Date expires = claims.getExpirationTime();
        if (expires == null || !expires.toInstant().isAfter(clock.instant())) {
            throw new InvalidTokenException("expired");
        }
        if (!ISSUER.equals(claims.getIssuer()) || !claims.getAudience().equals(List.of(service))) {
            throw new InvalidTokenException("not for this service");
        }
        if (claims.getSubject() == null) {
            throw new InvalidTokenException("no sender");
        }
        return claims.getSubject();
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "service tokens of " + service + " " + Map.of("secrets", secrets.size());
    }
}

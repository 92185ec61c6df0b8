package my.kilat.platform.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * How access tokens are verified: with identity's public keys (RS256), or with a shared secret (HS256) if one is set. Only
 * the configured one of them is accepted.
 *
 * @param secret {@code JWT_SECRET}, at least 32 bytes; unset means RS256
 * @param jwks {@code JWKS_URL}, default {@code <first of UPSTREAM_IDENTITY>/.well-known/jwks.json}
 * @param refresh {@code JWKS_REFRESH}, how often the keys are fetched again, default 5m
 * @param endedSessions {@code ENDED_SESSIONS_URL}, default {@code /.well-known/ended-sessions} of each {@code
 *     UPSTREAM_IDENTITY}: the source of revocations
 * @param endedSessionsEvery {@code ENDED_SESSIONS_EVERY}, how often that is polled, default 1s
 * @param remembered {@code TOKEN_CACHE_SIZE}, verified tokens cached until they expire, default 20000
 */
public record TokenSettings(
        Optional<String> secret,
        URI jwks,
        Duration refresh,
        List<URI> endedSessions,
        Duration endedSessionsEvery,
        int remembered) {
    /** The issuer that identity sets and every service requires. */
    public static final String ISSUER = "kilat-pet-runner";

    private static final int LEAST_SECRET_BYTES = 32;

    /** Reads the settings. */
    public static TokenSettings from(Environment environment) {
        Optional<String> secret = environment.optional("JWT_SECRET");
        secret.filter(value -> value.length() < LEAST_SECRET_BYTES).ifPresent(value -> {
            throw new SettingsException("JWT_SECRET has " + value.length()
                    + " characters; HS256 needs at least 32 (try: openssl rand -hex 32)");
        });
        List<String> identity =
                environment.list(Component.IDENTITY.addressSetting(), List.of(Component.IDENTITY.localAddress()));
        return new TokenSettings(
                secret,
                URI.create(environment.text("JWKS_URL", identity.getFirst() + "/.well-known/jwks.json")),
                environment.duration("JWKS_REFRESH", Duration.ofMinutes(5)),
                environment
                        .list(
                                "ENDED_SESSIONS_URL",
                                identity.stream()
                                        .map(instance -> instance + "/.well-known/ended-sessions")
                                        .toList())
                        .stream()
                        .map(URI::create)
                        .toList(),
                askedEvery(environment),
                environment.integer("TOKEN_CACHE_SIZE", 20_000, 100, 1_000_000));
    }

    private static Duration askedEvery(Environment environment) {
        Duration every = environment.duration("ENDED_SESSIONS_EVERY", Duration.ofSeconds(1));
        if (every.toMillis() < 50) {
            throw new SettingsException("ENDED_SESSIONS_EVERY is less than 50ms; set a longer time");
        }
        return every;
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return secret.isPresent() ? "HS256" : "RS256 by " + jwks;
    }
}

package my.kilat.identity;

import java.time.Duration;
import java.util.List;
import my.kilat.identity.domain.Lockout;
import my.kilat.identity.domain.Lockouts;
import my.kilat.identity.token.KeySource;
import my.kilat.platform.net.Networks;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * The settings of identity.
 *
 * @param keys {@code JWT_SECRET}, {@code JWT_PRIVATE_KEY} or {@code JWT_PRIVATE_KEY_FILE}; one of them outside development
 * @param accessExpiry {@code JWT_ACCESS_EXPIRY}, the lifetime of an access token, default 15m
 * @param refreshExpiry {@code JWT_REFRESH_EXPIRY}, the lifetime of a refresh token, default 168h
 * @param refreshGrace {@code REFRESH_GRACE}, how long a used refresh token returns the same pair again, default 30s
 * @param bcryptCost {@code BCRYPT_COST}, default 10; 10 to 16, in development from 4
 * @param hashingThreads {@code PASSWORD_THREADS}, passwords hashed concurrently, default 2
 * @param hashingQueue {@code PASSWORD_QUEUE}, passwords that may wait; further requests are answered 503, default 64
 * @param lockouts {@code LOGIN_FAILURES} (default 5) within {@code LOGIN_FAILURE_WINDOW} (15m) lock an account for {@code
 *     LOGIN_LOCKOUT} (15m), for the network address that they came from; {@code LOGIN_FAILURES_PER_ACCOUNT} (default 100),
 *     from all addresses together, lock it for those from which it was not used before
 * @param gateways {@code TRUSTED_GATEWAYS}, networks from which {@code X-Real-IP} is trusted, default the private ones
 * @param announceAgain {@code ACCOUNTS_ANNOUNCE_EVERY}, after how long an account is announced to the other services again,
 *     default 24h
 * @param forgetEvery {@code FORGET_EVERY}, how often expired sessions and old failures are deleted, default 10m
 * @param development whether development accounts are created
 */
record IdentitySettings(
        KeySource keys,
        Duration accessExpiry,
        Duration refreshExpiry,
        Duration refreshGrace,
        int bcryptCost,
        int hashingThreads,
        int hashingQueue,
        Lockouts lockouts,
        Networks gateways,
        Duration announceAgain,
        Duration forgetEvery,
        boolean development) {
    private static final int LEAST_COST = 10;

    /** The machine itself, and networks that are not routed on the internet. */
    private static final List<String> PRIVATE = List.of(
            "127.0.0.0/8",
            "::1",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "fc00::/7",
            "fe80::/10");

    static IdentitySettings from(Environment environment) {
        Duration access = positive(environment, "JWT_ACCESS_EXPIRY", Duration.ofMinutes(15));
        Duration refresh = positive(environment, "JWT_REFRESH_EXPIRY", Duration.ofDays(7));
        if (refresh.compareTo(access) < 0) {
            throw new SettingsException("JWT_REFRESH_EXPIRY is shorter than JWT_ACCESS_EXPIRY; it has to be longer");
        }
        Duration window = positive(environment, "LOGIN_FAILURE_WINDOW", Duration.ofMinutes(15));
        Duration pause = positive(environment, "LOGIN_LOCKOUT", Duration.ofMinutes(15));
        int failures = environment.integer("LOGIN_FAILURES", 5, 1, 1000);
        return new IdentitySettings(
                KeySource.from(environment),
                access,
                refresh,
                environment.duration("REFRESH_GRACE", Duration.ofSeconds(30)),
                environment.integer("BCRYPT_COST", LEAST_COST, environment.development() ? 4 : LEAST_COST, 16),
                environment.integer("PASSWORD_THREADS", 2, 1, 64),
                environment.integer("PASSWORD_QUEUE", 64, 1, 10_000),
                new Lockouts(
                        new Lockout(failures, window, pause),
                        new Lockout(
                                environment.integer(
                                        "LOGIN_FAILURES_PER_ACCOUNT", Math.max(100, failures), failures, 10_000),
                                window,
                                pause)),
                Networks.parse("TRUSTED_GATEWAYS", environment.list("TRUSTED_GATEWAYS", PRIVATE)),
                positive(environment, "ACCOUNTS_ANNOUNCE_EVERY", Duration.ofHours(24)),
                environment.duration("FORGET_EVERY", Duration.ofMinutes(10)),
                environment.development());
    }

    /** Token expiry has a resolution of a second, so shorter durations are refused. */
    private static Duration positive(Environment environment, String name, Duration fallback) {
        Duration value = environment.duration(name, fallback);
        if (value.toSeconds() < 1) {
            throw new SettingsException(name + " is less than a second; set a longer time");
        }
        return value;
    }
}

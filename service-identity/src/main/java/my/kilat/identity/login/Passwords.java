package my.kilat.identity.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;
import my.kilat.identity.cpu.CpuPool;

/**
 * Passwords, hashed with bcrypt. bcrypt uses 72 bytes at most, one of which is its terminator; a longer password is first
 * hashed with SHA-384, whose 64 characters of Base64 fit, so that every byte of it counts.
 */
public final class Passwords {
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2B;
    private static final int LONGEST_FOR_BCRYPT = 71;

    private final int cost;
    private final CpuPool pool;
    private final Timer checks;
    private final Timer hashes;
    private final String dummy;

    /**
     * Passwords with this cost.
     *
     * @param cost doubles the work with each step; 10 takes about 80 ms
     */
    public Passwords(int cost, CpuPool pool, MeterRegistry meters) {
        this.cost = cost;
        this.pool = pool;
        this.checks = timer("check", meters);
        this.hashes = timer("hash", meters);
        this.dummy = dummyHash(cost);
    }

    private static Timer timer(String work, MeterRegistry meters) {
        return Timer.builder("kilat.identity.bcrypt")
                .description("Passwords hashed, and checked against a hash")
                .tag("work", work)
                .register(meters);
    }

    /** A well-formed hash that no password has: checking against it costs what every check costs. */
    private static String dummyHash(int cost) {
        byte[] random = new byte[40];
        new SecureRandom().nextBytes(random);
        String letters = Base64.getEncoder().encodeToString(random).replace('+', '.');
        return "$2b$" + twoDigits(cost) + "$" + letters.substring(0, 21) + "." + letters.substring(21, 51) + ".";
    }

    /**
     * The hash of a new password.
     *
     * @throws my.kilat.platform.failure.Failure.Unavailable if too many requests wait
     */
    public String hash(String password) {
        return timed(
                hashes,
                () -> new String(
                        BCrypt.with(VERSION, LongPasswordStrategies.strict(VERSION))
                                .hash(cost, bytes(password)),
                        StandardCharsets.US_ASCII));
    }

    /**
     * Whether a hash is of this password.
     *
     * @throws my.kilat.platform.failure.Failure.Unavailable if too many requests wait
     */
    boolean matches(String password, String hash) {
        return timed(
                checks,
                () -> BCrypt.verifyer(null, LongPasswordStrategies.strict(VERSION))
                        .verify(bytes(password), hash.getBytes(StandardCharsets.US_ASCII))
                        .verified);
    }

    /** Does the work of {@link #matches} for an address without an account. */
    void matchesNobody(String password) {
        matches(password, dummy);
    }

    private static String twoDigits(int cost) {
        return String.format(Locale.ROOT, "%02d", cost);
    }

    /** Whether a hash was made with another cost than the current one. */
    boolean isOutdated(String hash) {
        return !hash.startsWith("$" + twoDigits(cost) + "$", 3);
    }

    private <T> T timed(Timer timer, Supplier<T> work) {
        return pool.call(() -> timer.record(work));
    }

    private static byte[] bytes(String password) {
        byte[] whole = password.getBytes(StandardCharsets.UTF_8);
        if (whole.length <= LONGEST_FOR_BCRYPT) {
            return whole;
        }
        try {
            return Base64.getEncoder()
                    .encode(MessageDigest.getInstance("SHA-384").digest(whole));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

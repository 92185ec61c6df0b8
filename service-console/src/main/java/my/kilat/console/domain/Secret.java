package my.kilat.console.domain;

import java.security.SecureRandom;
import java.util.Base64;
import my.kilat.platform.text.Sha256;

/**
 * 256 random bits in base64url: the cookie of a session, or what is in a link. What is stored and what is told are derived from it
 * by hashes with different prefixes, so that none gives another away.
 */
public record Secret(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** A new one. */
    public static Secret next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What it is stored under. */
    public byte[] hash() {
        return derived("stored ");
    }

    /** What pages have to send with every change: another site can have the cookie sent, but does not know this. */
    public String csrfToken() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(derived("csrf "));
    }

    /** 32 bytes to encrypt with. */
    public byte[] key() {
        return derived("key ");
    }

    private byte[] derived(String purpose) {
        return Sha256.of(purpose + text);
    }

    /** Without what must not stand in a log. */
    @Override
    public String toString() {
        return "Secret";
    }
}

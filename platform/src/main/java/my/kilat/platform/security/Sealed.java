package my.kilat.platform.security;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes that are encrypted and authenticated with AES-256-GCM (NIST SP 800-38D): whoever does not have the key can neither read them
 * nor change them unnoticed. Their length is not hidden.
 *
 * <p>The stored form is a random nonce of 12 bytes, the ciphertext, and a tag of 16 bytes. With random nonces a key must not seal
 * more than 2<sup>32</sup> times; a key for each secret, such as one that is derived from a session's cookie, stays far below.
 */
public final class Sealed {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private Sealed(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Encrypts bytes.
     *
     * @param key 32 bytes
     * @throws IllegalArgumentException if the key has another length
     */
    public static Sealed of(byte[] plain, byte[] key) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
            return new Sealed(ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM cannot be used", e);
        }
    }

    /** What {@link #bytes} returned earlier. Any bytes are accepted here; {@link #open} tells whether they are genuine. */
    public static Sealed stored(byte[] bytes) {
        return new Sealed(bytes.clone());
    }

    /** The stored form. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Decrypts the bytes.
     *
     * @param key 32 bytes
     * @return nothing if they were sealed with another key, or have been changed or cut since
     * @throws IllegalArgumentException if the key has another length
     */
    public Optional<byte[]> open(byte[] key) {
        if (bytes.length < NONCE_BYTES + TAG_BYTES) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(bytes, NONCE_BYTES));
            return Optional.of(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM cannot be used", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + KEY_BYTES + " bytes is needed, not of " + key.length);
        }
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        return cipher;
    }

    /** Without the bytes. */
    @Override
    public String toString() {
        return "Sealed";
    }
}

package my.kilat.identity.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The pair that a refresh token was exchanged for, encrypted with a key derived from that token. Within the grace period the
 * same pair can be returned again to a holder of the token, and a reader of the database cannot use it.
 */
final class SealedPair {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedPair() {}

    record Pair(String access, String refresh) {}

    static byte[] seal(Pair pair, String usedToken) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = run(
                Cipher.ENCRYPT_MODE,
                usedToken,
                nonce,
                (pair.access + "\n" + pair.refresh).getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    static Pair open(byte[] sealed, String usedToken) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] plain =
                run(Cipher.DECRYPT_MODE, usedToken, nonce, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
        String[] parts = new String(plain, StandardCharsets.US_ASCII).split("\n", 2);
        return new Pair(parts[0], parts[1]);
    }

    private static byte[] run(int mode, String usedToken, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, keyFrom(usedToken), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored pair of tokens cannot be read", e);
        }
    }

    /** A token has far more than 256 bits of entropy, so one hash is enough to derive a key. */
    private static SecretKeySpec keyFrom(String usedToken) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update("successor of ".getBytes(StandardCharsets.US_ASCII));
        return new SecretKeySpec(digest.digest(usedToken.getBytes(StandardCharsets.US_ASCII)), "AES");
    }
}

package my.kilat.console.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import my.kilat.console.domain.Secret;
import my.kilat.console.domain.Tokens;

/** Tokens, encrypted so that only somebody with the cookie of the session can read them. */
final class SealedTokens {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedTokens() {}

    static byte[] seal(Tokens tokens, Secret secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        String text = tokens.access() + "\n" + tokens.refresh();
        byte[] sealed = run(Cipher.ENCRYPT_MODE, secret, nonce, text.getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    static Tokens open(byte[] sealed, Secret secret) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] text = run(Cipher.DECRYPT_MODE, secret, nonce, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
        String[] parts = new String(text, StandardCharsets.US_ASCII).split("\n", 2);
        return new Tokens(parts[0], parts[1]);
    }

    private static byte[] run(int mode, Secret secret, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, new SecretKeySpec(secret.key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the tokens of a session cannot be read", e);
        }
    }
}

package my.kilat.identity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.identity.store.SigningKeys;
import my.kilat.platform.settings.SettingsException;

/** An RSA signing key, with its public half and its id. */
public final class RsaKeyPair {
    private static final int BITS = 2048;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----(.+?)-----END", Pattern.DOTALL);

    private final RSAPrivateCrtKey secret;
    private final RSAPublicKey publicKey;
    private final String id;

    private RsaKeyPair(RSAPrivateCrtKey secret, RSAPublicKey publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
        this.id = nameOf(publicKey);
    }

    /** A new key of 2048 bits. */
    public static RsaKeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return ofPkcs8(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an RSA key could not be made", e);
        }
    }

    /**
     * Parses the key in a setting.
     *
     * @param setting its name, for the message
     * @param text PKCS#8 in PEM; its lines may also be joined by {@code \n} as two characters
     * @throws SettingsException if it is no RSA private key of 2048 bits or more; the message does not contain it
     */
    static RsaKeyPair ofPem(String setting, String text) {
        Matcher pem = PEM.matcher(text.replace("\\n", "\n"));
        if (!pem.find()) {
            throw new SettingsException(
                    setting + " holds no private key in PEM (-----BEGIN PRIVATE KEY-----); try: openssl genrsa 2048");
        }
        if (!pem.group(1).equals("PRIVATE KEY")) {
            throw new SettingsException(setting + " holds an \"" + pem.group(1)
                    + "\"; turn it into a plain PKCS#8 key with: openssl pkcs8 -topk8 -nocrypt");
        }
        RsaKeyPair pair;
        try {
            pair = ofPkcs8(Base64.getMimeDecoder().decode(pem.group(2)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SettingsException(setting + " holds a key that is damaged, or not RSA");
        }
        if (pair.publicKey.getModulus().bitLength() < BITS) {
            throw new SettingsException(setting + " holds a key of "
                    + pair.publicKey.getModulus().bitLength() + " bits; RS256 needs 2048 or more");
        }
        return pair;
    }

    static RsaKeyPair ofPkcs8(byte[] encoded) throws GeneralSecurityException {
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        if (rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded)) instanceof RSAPrivateCrtKey secret) {
            return new RsaKeyPair(secret, (RSAPublicKey)
                    rsa.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent())));
        }
        throw new GeneralSecurityException("the key lacks its public exponent");
    }

    static RSAPublicKey decode(byte[] encoded) {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored public key is damaged", e);
        }
    }

    /** The thumbprint of RFC 7638: the same key has the same id wherever it is loaded. */
    private static String nameOf(RSAPublicKey key) {
        try {
            return new RSAKey.Builder(key).build().computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String id() {
        return id;
    }

    /** Its public half, in the stored form. */
    SigningKeys.PublicKey published() {
        return new SigningKeys.PublicKey(id, publicKey.getEncoded());
    }

    RSAPrivateCrtKey privateKey() {
        return secret;
    }

    RSAPublicKey publicKey() {
        return publicKey;
    }

    /** Only its id. */
    @Override
    public String toString() {
        return "RSA key " + id;
    }
}

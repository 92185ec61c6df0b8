package my.kilat.platform.event;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * The certificates that a client trusts, and the one that it presents. All files are read once, at the start, so that an
 * unusable one is reported then, and not later by a failing handshake.
 */
final class KafkaCertificates {
    static final String CA = "KAFKA_SSL_CA";
    static final String CERT = "KAFKA_SSL_CERT";
    static final String KEY = "KAFKA_SSL_KEY";
    private static final String CA_PASSWORD = "KAFKA_SSL_CA_PASSWORD";
    private static final String KEY_PASSWORD = "KAFKA_SSL_KEY_PASSWORD";

    /** Settings that have no effect without TLS. */
    static final String[] VARIABLES = {CA, CA_PASSWORD, CERT, KEY, KEY_PASSWORD};

    private static final String PEM = "PEM";
    private static final byte[] JKS_MAGIC = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};
    private static final long LARGEST = 4 << 20;

    private KafkaCertificates() {}

    static Map<String, Object> from(Environment environment) {
        Map<String, Object> config = new HashMap<>();
        environment.optional(CA).ifPresent(file -> trust(file, environment.optional(CA_PASSWORD), config));
        Optional<String> certificate = environment.optional(CERT);
        Optional<String> key = environment.optional(KEY);
        if (certificate.isPresent() != key.isPresent()) {
            String missing = certificate.isPresent() ? KEY : CERT;
            throw new SettingsException(
                    missing + " is not set; " + CERT + " and " + KEY + " belong together, a PEM file each");
        }
        if (certificate.isPresent()) {
            show(certificate.get(), key.orElseThrow(), environment.optional(KEY_PASSWORD), config);
        }
        return config;
    }

    private static void trust(String file, Optional<String> password, Map<String, Object> config) {
        byte[] bytes = read(CA, file);
        if (isPem(bytes)) {
            requireCertificates(CA, file, bytes);
            config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            config.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, new Password(text(bytes)));
            return;
        }
        String type = startsWith(bytes, JKS_MAGIC) ? "JKS" : "PKCS12";
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(
                    new ByteArrayInputStream(bytes),
                    password.map(String::toCharArray).orElse(null));
            if (store.size() == 0) {
                // Without the password, the certificates of such a store are silently ignored.
                throw new SettingsException(
                        CA + " is " + file + ", in which no certificate can be read; is " + CA_PASSWORD + " missing?");
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new SettingsException(CA + " is " + file + ", which is neither a PEM file nor a trust store that "
                    + CA_PASSWORD + " opens: " + e.getMessage());
        }
        config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, type);
        config.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file);
        password.ifPresent(word -> config.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, new Password(word)));
    }

    private static void show(
            String certificateFile, String keyFile, Optional<String> password, Map<String, Object> config) {
        byte[] certificate = read(CERT, certificateFile);
        byte[] key = read(KEY, keyFile);
        requireCertificates(CERT, certificateFile, certificate);
        String text = text(key);
        boolean encrypted = text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        if (!encrypted && !text.contains("-----BEGIN PRIVATE KEY-----")) {
            throw new SettingsException(
                    KEY + " is " + keyFile + ", which holds no PKCS#8 private key in PEM; make one by"
                            + " openssl pkcs8 -topk8 -nocrypt -in " + keyFile + " -out key.pem");
        }
        if (encrypted && password.isEmpty()) {
            throw new SettingsException(KEY + " is " + keyFile + ", which is encrypted; set " + KEY_PASSWORD);
        }
        config.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
        config.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, new Password(text(certificate)));
        config.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(text));
        password.ifPresent(word -> config.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, new Password(word)));
    }

    private static byte[] read(String variable, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LARGEST) {
                throw new SettingsException(variable + " is " + file + ", which is too large for what it should be");
            }
            return Files.readAllBytes(path);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(variable + " is " + file + ", which cannot be read: " + e.getMessage());
        }
    }

    private static void requireCertificates(String variable, String file, byte[] pem) {
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (!found.isEmpty()) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new SettingsException(
                    variable + " is " + file + ", whose certificates cannot be read: " + e.getMessage());
        }
        throw new SettingsException(variable + " is " + file + ", which holds no certificate");
    }

    private static boolean isPem(byte[] bytes) {
        return text(bytes).contains("-----BEGIN ");
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        for (int i = 0; i < magic.length; i++) {
            if (bytes.length <= i || bytes[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

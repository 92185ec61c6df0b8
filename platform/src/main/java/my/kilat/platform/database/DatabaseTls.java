package my.kilat.platform.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/**
 * The TLS settings of connections to PostgreSQL.
 *
 * @param mode {@code DB_SSLMODE}, as in libpq
 * @param rootCertificate {@code DB_SSLROOTCERT}, a PEM file with the certificates that sign the server's; null for those
 *     that the JVM trusts
 * @param certificate {@code DB_SSLCERT}, a PEM file with our own certificate; null for none
 * @param key {@code DB_SSLKEY}, its private key in PKCS#8, PEM or DER; null for none
 */
record DatabaseTls(
        Mode mode,
        @Nullable Path rootCertificate,
        @Nullable Path certificate,
        @Nullable Path key) {

    enum Mode {
        DISABLE,
        ALLOW,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        /** The name of the mode in libpq. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean verifies() {
            return this == VERIFY_CA || this == VERIFY_FULL;
        }
    }

    static DatabaseTls from(Environment environment) {
        String word = environment.text("DB_SSLMODE", Mode.DISABLE.word());
        List<Mode> modes = Arrays.asList(Mode.values());
        Mode mode = modes.stream()
                .filter(one -> one.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new SettingsException("DB_SSLMODE is \"" + word + "\"; it has to be one of "
                        + String.join(", ", modes.stream().map(Mode::word).toList())));
        Path certificate = file(environment, "DB_SSLCERT");
        Path key = file(environment, "DB_SSLKEY");
        if ((certificate == null) != (key == null)) {
            throw new SettingsException("DB_SSLCERT and DB_SSLKEY belong together; set both or neither");
        }
        Path root = file(environment, "DB_SSLROOTCERT");
        if (certificate != null && root == null && mode.verifies()) {
            throw new SettingsException(
                    "DB_SSLROOTCERT is not set; with DB_SSLCERT and DB_SSLMODE=" + mode.word() + " it is needed");
        }
        return new DatabaseTls(mode, root, certificate, key);
    }

    private static @Nullable Path file(Environment environment, String name) {
        Optional<String> text = environment.optional(name);
        if (text.isEmpty()) {
            return null;
        }
        Path path = Path.of(text.get());
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new SettingsException(name + " is \"" + path + "\", which is no file that this process can read");
        }
        return path;
    }

    /** Adds the settings to the driver's properties. */
    void put(Properties properties) {
        properties.setProperty("sslmode", mode.word());
        if (rootCertificate != null) {
            properties.setProperty("sslrootcert", rootCertificate.toString());
        } else if (mode.verifies()) {
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        if (certificate != null && key != null) {
            properties.setProperty("sslcert", certificate.toString());
            properties.setProperty("sslkey", key.toString());
        }
    }
}

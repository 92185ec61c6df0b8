package my.kilat.identity.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/** The source of the signing key. */
public sealed interface KeySource {
    /** {@code JWT_SECRET}: HS256 with a secret that all services share. */
    record Shared(String secret) implements KeySource {
        @Override
        public String toString() {
            return "JWT_SECRET";
        }
    }

    /** {@code JWT_PRIVATE_KEY} or {@code JWT_PRIVATE_KEY_FILE}: RS256 with this key. */
    record Given(RsaKeyPair pair) implements KeySource {}

    /** RS256 with a key that is created once and stored in the database. */
    record Made() implements KeySource {}

    /**
     * Reads the settings.
     *
     * @throws SettingsException outside development if no key is given, or if the given one cannot be used
     */
    static KeySource from(Environment environment) {
        Optional<String> secret = TokenSettings.from(environment).secret();
        if (secret.isPresent()) {
            return new Shared(secret.get());
        }
        Optional<String> key = environment.optional("JWT_PRIVATE_KEY");
        if (key.isPresent()) {
            return new Given(RsaKeyPair.ofPem("JWT_PRIVATE_KEY", key.get()));
        }
        Optional<String> file = environment.optional("JWT_PRIVATE_KEY_FILE");
        if (file.isPresent()) {
            return new Given(RsaKeyPair.ofPem("JWT_PRIVATE_KEY_FILE", read(file.get())));
        }
        if (environment.development()) {
            return new Made();
        }
        throw new SettingsException(
                "there is no key to sign tokens with; set JWT_PRIVATE_KEY_FILE or JWT_PRIVATE_KEY to an RSA key in PEM"
                        + " (try: openssl genrsa 2048), or JWT_SECRET; only in development is a key made");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("JWT_PRIVATE_KEY_FILE is \"" + file + "\", which cannot be read: " + e);
        }
    }
}

package my.kilat.gateway.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * The files of the certificate.
 *
 * @param certificate {@code TLS_CERT}, a PEM file with the certificate and its chain
 * @param key {@code TLS_KEY}, a PEM file with the private key in PKCS#8
 * @param reload {@code TLS_RELOAD}, default 5s: how often the files are checked
 */
public record TlsSettings(Path certificate, Path key, Duration reload) {
    /** Reads the settings; empty if neither is set, and clients are served plain HTTP. */
    public static Optional<TlsSettings> from(Environment environment) {
        Optional<String> certificate = environment.optional("TLS_CERT");
        Optional<String> key = environment.optional("TLS_KEY");
        if (certificate.isPresent() != key.isPresent()) {
            throw new SettingsException("TLS_CERT and TLS_KEY belong together; set both or neither");
        }
        return certificate.map(path -> new TlsSettings(
                file("TLS_CERT", path),
                file("TLS_KEY", key.orElseThrow()),
                environment.duration("TLS_RELOAD", Duration.ofSeconds(5))));
    }

    private static Path file(String name, String path) {
        Path file = Path.of(path);
        if (!Files.isReadable(file)) {
            throw new SettingsException(name + " is \"" + path + "\", and there is no file there that can be read");
        }
        return file;
    }
}

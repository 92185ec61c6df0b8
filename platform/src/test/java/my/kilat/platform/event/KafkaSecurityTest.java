package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that cannot work end the start, with a sentence that names them. */
class KafkaSecurityTest {
    @TempDir
    private Path directory;

    private static KafkaSecurity security(String... settings) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            variables.put(settings[i], settings[i + 1]);
        }
        return KafkaSecurity.from(Environment.of(variables));
    }

    private static void refused(String sentence, String... settings) {
        assertThatThrownBy(() -> security(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(sentence);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void withoutSettingsItIsInTheClear() {
        assertThat(security().config()).containsExactly(Map.entry("security.protocol", "PLAINTEXT"));
    }

    @Test
    void aPasswordIsNeverShown() {
        KafkaSecurity security = security(
                "KAFKA_SECURITY_PROTOCOL", "sasl_ssl",
                "KAFKA_SASL_USERNAME", "kilat",
                "KAFKA_SASL_PASSWORD", "hush");
        assertThat(security.toString()).isEqualTo("SASL_SSL with SCRAM-SHA-512");
        assertThat(KafkaSettings.from(Environment.of(Map.of(
                                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                "KAFKA_SASL_USERNAME", "kilat",
                                "KAFKA_SASL_PASSWORD", "hush")))
                        .toString())
                .doesNotContain("hush");
        assertThat(security.config()).containsEntry("ssl.endpoint.identification.algorithm", "https");
    }

    @Test
    void whatIsWrongOrMissingIsNamed() throws IOException {
        refused("KAFKA_SECURITY_PROTOCOL is \"TLS\"", "KAFKA_SECURITY_PROTOCOL", "TLS");
        refused("KAFKA_SASL_USERNAME is not set", "KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        refused(
                "KAFKA_SASL_PASSWORD is not set",
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "KAFKA_SASL_USERNAME",
                "kilat");
        refused(
                "it has to be one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512",
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_SSL",
                "KAFKA_SASL_MECHANISM",
                "GSSAPI");
        refused("KAFKA_SASL_USERNAME is set, but KAFKA_SECURITY_PROTOCOL is PLAINTEXT", "KAFKA_SASL_USERNAME", "kilat");
        refused(
                "KAFKA_SSL_CA is set, but KAFKA_SECURITY_PROTOCOL is SASL_PLAINTEXT",
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "KAFKA_SASL_USERNAME",
                "kilat",
                "KAFKA_SASL_PASSWORD",
                "x",
                "KAFKA_SSL_CA",
                "/ca.pem");
        refused("cannot be read", "KAFKA_SECURITY_PROTOCOL", "SSL", "KAFKA_SSL_CA", "/no/such/file");
        refused(
                "whose certificates cannot be read",
                "KAFKA_SECURITY_PROTOCOL",
                "SSL",
                "KAFKA_SSL_CA",
                file("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
        refused(
                "neither a PEM file nor a trust store",
                "KAFKA_SECURITY_PROTOCOL",
                "SSL",
                "KAFKA_SSL_CA",
                file("nonsense.p12", "nonsense"));
        refused("KAFKA_SSL_KEY is not set", "KAFKA_SECURITY_PROTOCOL", "SSL", "KAFKA_SSL_CERT", "/cert.pem");
    }

    @Test
    void copiesThatHaveToHaveARecordFollowTheirNumber() {
        assertThat(KafkaSettings.from(Environment.of(Map.of())).inSync()).isEqualTo(1);
        assertThat(KafkaSettings.from(Environment.of(Map.of("KAFKA_REPLICATION", "3")))
                        .inSync())
                .isEqualTo(2);
        assertThat(KafkaSettings.from(Environment.of(Map.of("KAFKA_REPLICATION", "3", "KAFKA_MIN_INSYNC", "3")))
                        .inSync())
                .isEqualTo(3);
        assertThatThrownBy(() -> KafkaSettings.from(Environment.of(Map.of("KAFKA_MIN_INSYNC", "2"))))
                .as("two of one can never have it")
                .hasMessageContaining("KAFKA_MIN_INSYNC");
        assertThatThrownBy(() -> KafkaSettings.from(Environment.of(Map.of("KAFKA_LOOK_EVERY", "1h"))))
                .hasMessageContaining("KAFKA_LOOK_EVERY");
    }
}

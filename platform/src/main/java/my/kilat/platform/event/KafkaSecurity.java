package my.kilat.platform.event;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport security and authentication of all Kafka clients of this process. Invalid settings end the start with a
 * sentence that names the variable; its text contains no secret.
 */
public final class KafkaSecurity {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSecurity.class);
    private static final String PROTOCOL = "KAFKA_SECURITY_PROTOCOL";
    private static final String MECHANISM = "KAFKA_SASL_MECHANISM";
    private static final String USERNAME = "KAFKA_SASL_USERNAME";
    private static final String PASSWORD = "KAFKA_SASL_PASSWORD";

    private final Protocol protocol;
    private final @Nullable Mechanism mechanism;
    private final Map<String, Object> config;

    /** The security protocol, named as in Kafka ({@code security.protocol}). */
    public enum Protocol {
        /** No encryption and no authentication. */
        PLAINTEXT(false, false),
        /** TLS. */
        SSL(true, false),
        /** Authentication without encryption. */
        SASL_PLAINTEXT(false, true),
        /** TLS and authentication. */
        SASL_SSL(true, true);

        private final boolean tls;
        private final boolean login;

        Protocol(boolean tls, boolean login) {
            this.tls = tls;
            this.login = login;
        }

        /** Whether it is TLS. */
        public boolean tls() {
            return tls;
        }

        /** Whether clients authenticate with SASL. */
        public boolean login() {
            return login;
        }

        static Protocol of(boolean tls, boolean login) {
            return Arrays.stream(values())
                    .filter(protocol -> protocol.tls == tls && protocol.login == login)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private enum Mechanism {
        PLAIN("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule"),
        SCRAM_SHA_256("SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule"),
        SCRAM_SHA_512("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

        private final String word;
        private final String module;

        Mechanism(String word, String module) {
            this.word = word;
            this.module = module;
        }

        static Mechanism named(String word) {
            return Arrays.stream(values())
                    .filter(mechanism -> mechanism.word.equals(word.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new SettingsException(MECHANISM + " is \"" + word
                            + "\"; it has to be one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512"));
        }
    }

    private KafkaSecurity(Protocol protocol, @Nullable Mechanism mechanism, Map<String, Object> config) {
        this.protocol = protocol;
        this.mechanism = mechanism;
        this.config = Map.copyOf(config);
    }

    /**
     * Reads the settings.
     *
     * @throws SettingsException if they contradict each other, or a file cannot be used
     */
    static KafkaSecurity from(Environment environment) {
        Protocol protocol = environment.choice(PROTOCOL, Protocol.PLAINTEXT);
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.name());
        Mechanism mechanism = protocol.login ? login(environment, protocol, config) : null;
        if (mechanism == null) {
            refuse(environment, protocol, "SASL_SSL (or SASL_PLAINTEXT)", MECHANISM, USERNAME, PASSWORD);
        }
        if (protocol.tls) {
            config.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
            config.putAll(KafkaCertificates.from(environment));
        } else {
            refuse(environment, protocol, "SSL or SASL_SSL", KafkaCertificates.VARIABLES);
        }
        return new KafkaSecurity(protocol, mechanism, config);
    }

    private static Mechanism login(Environment environment, Protocol protocol, Map<String, Object> config) {
        Mechanism mechanism = Mechanism.named(environment.text(MECHANISM, Mechanism.SCRAM_SHA_512.word));
        config.put(SaslConfigs.SASL_MECHANISM, mechanism.word);
        config.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "%s required username=%s password=%s;"
                        .formatted(
                                mechanism.module,
                                quoted(required(environment, USERNAME, protocol)),
                                quoted(required(environment, PASSWORD, protocol))));
        if (!protocol.tls && mechanism == Mechanism.PLAIN && !environment.development()) {
            LOG.warn("{} is {} with {}: the password crosses the network in the clear", PROTOCOL, protocol, mechanism);
        }
        return mechanism;
    }

    private static String required(Environment environment, String name, Protocol protocol) {
        return environment
                .optional(name)
                .orElseThrow(
                        () -> new SettingsException(name + " is not set; " + PROTOCOL + "=" + protocol + " needs it"));
    }

    /** A setting that would have no effect is refused, because it is usually a mistake that is hard to find. */
    private static void refuse(Environment environment, Protocol protocol, String needed, String... names) {
        for (String name : names) {
            if (environment.optional(name).isPresent()) {
                throw new SettingsException(name + " is set, but " + PROTOCOL + " is " + protocol
                        + ", which has no use for it; set " + PROTOCOL + " to " + needed);
            }
        }
    }

    /** The value quoted for the JAAS configuration. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The security protocol. */
    public Protocol protocol() {
        return protocol;
    }

    /** The SASL mechanism, by Kafka's name; empty without authentication. */
    Optional<String> mechanism() {
        return Optional.ofNullable(mechanism).map(known -> known.word);
    }

    /** The properties for a client. */
    Map<String, Object> config() {
        return config;
    }

    @Override
    public String toString() {
        return mechanism == null ? protocol.name() : protocol + " with " + mechanism.word;
    }
}

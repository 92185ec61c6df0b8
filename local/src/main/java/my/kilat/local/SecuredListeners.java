package my.kilat.local;

import java.util.Locale;

/**
 * The listeners of a test broker besides the plain one: one for each security protocol of Kafka, with ACLs. On the plain
 * listener everything is permitted.
 *
 * @param certificates the broker's own, and those it trusts
 * @param ssl port of TLS with a certificate of the client
 * @param saslSsl port of TLS with SASL
 * @param saslPlaintext port of SASL without TLS
 * @param password of the users that authenticate by PLAIN: {@code kilat}, who may do everything, and {@code limited}
 */
public record SecuredListeners(
        TestCertificates certificates, int ssl, int saslSsl, int saslPlaintext, String password) {
    /** The user who may do everything. */
    public static final String USER = "kilat";

    /** The user who may do only what an ACL permits. */
    public static final String LIMITED = "limited";

    static SecuredListeners make(TestCertificates certificates) {
        return new SecuredListeners(
                // With characters that people use in passwords and that configuration files have to escape.
                certificates, FreePort.next(), FreePort.next(), FreePort.next(), "se\"cr\\et; with = all");
    }

    /** Appended to the settings of a plain broker, some of which it overrides. */
    String settings(int plain, int controller) {
        String jaas = "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\" user_%s=\"%s\";"
                .formatted(USER, quoted(), LIMITED, quoted());
        return String.format(
                Locale.ROOT,
                """
                listeners=PLAINTEXT://127.0.0.1:%1$d,SSL://127.0.0.1:%2$d,SASL_SSL://127.0.0.1:%3$d,\
                SASL_PLAINTEXT://127.0.0.1:%4$d,CONTROLLER://127.0.0.1:%5$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SSL://127.0.0.1:%2$d,SASL_SSL://127.0.0.1:%3$d,\
                SASL_PLAINTEXT://127.0.0.1:%4$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL,\
                SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=PLAINTEXT
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%6$s
                ssl.keystore.password=%7$s
                ssl.truststore.type=PKCS12
                ssl.truststore.location=%8$s
                ssl.truststore.password=%7$s
                listener.name.ssl.ssl.client.auth=required
                ssl.principal.mapping.rules=RULE:^CN=client.*$/%9$s/,DEFAULT
                sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256
                listener.name.sasl_ssl.plain.sasl.jaas.config=%10$s
                listener.name.sasl_plaintext.plain.sasl.jaas.config=%10$s
                listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=\
                org.apache.kafka.common.security.scram.ScramLoginModule required;
                listener.name.sasl_plaintext.scram-sha-256.sasl.jaas.config=\
                org.apache.kafka.common.security.scram.ScramLoginModule required;
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:ANONYMOUS;User:%9$s
                """,
                plain,
                ssl,
                saslSsl,
                saslPlaintext,
                controller,
                certificates.brokerStore(),
                TestCertificates.PASSWORD,
                certificates.trustStore(),
                USER,
                jaas.replace("\\", "\\\\"));
    }

    /** Quoted for the JAAS configuration. */
    private String quoted() {
        return password.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}

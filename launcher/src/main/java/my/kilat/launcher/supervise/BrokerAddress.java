package my.kilat.launcher.supervise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings for clients of a broker that we started, which override any others. */
public final class BrokerAddress {
    private static final List<String> OF_OTHERS = List.of(
            "KAFKA_SASL_MECHANISM",
            "KAFKA_SASL_USERNAME",
            "KAFKA_SASL_PASSWORD",
            "KAFKA_SSL_CA",
            "KAFKA_SSL_CA_PASSWORD",
            "KAFKA_SSL_CERT",
            "KAFKA_SSL_KEY",
            "KAFKA_SSL_KEY_PASSWORD");

    private BrokerAddress() {}

    /**
     * The settings of our broker at this address, which uses neither TLS nor authentication. A blank variable counts as not
     * set.
     */
    public static Map<String, String> ofOurs(String address) {
        Map<String, String> settings = new HashMap<>();
        settings.put("KAFKA_BROKERS", address);
        settings.put("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT");
        OF_OTHERS.forEach(name -> settings.put(name, ""));
        return settings;
    }
}

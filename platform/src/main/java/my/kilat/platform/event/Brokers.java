package my.kilat.platform.event;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import my.kilat.platform.background.Fault;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.failure.StartException;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes the Kafka clients. No client is made before {@link BrokerProbe} has found that the broker speaks the protocol that is
 * set, because a client that speaks another one only reports timeouts.
 */
final class Brokers {
    private final KafkaSettings settings;
    private volatile boolean isVerified;

    /**
     * @throws StartException if the addresses cannot be used
     */
    Brokers(KafkaSettings settings) {
        this.settings = settings;
        try {
            List<InetSocketAddress> _ =
                    ClientUtils.parseAndValidateAddresses(settings.brokers(), ClientDnsLookup.USE_ALL_DNS_IPS);
        } catch (KafkaException e) {
            throw new StartException(
                    "KAFKA_BROKERS is " + String.join(",", settings.brokers()) + ", which cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    KafkaSettings settings() {
        return settings;
    }

    /**
     * Why no client can be made now: the broker is unreachable, or speaks another protocol. After the first success the broker
     * is not probed again.
     */
    Optional<Fault> fault() {
        return isVerified ? Optional.empty() : probe();
    }

    /** Probes the broker again, for a more precise reason than that a request timed out. */
    Fault explained(Fault fault) {
        return fault.cause() == Fault.Cause.AWAY ? probe().orElse(fault) : fault;
    }

    private Optional<Fault> probe() {
        Optional<Fault> last = Optional.empty();
        for (String address : settings.brokers()) {
            String host = String.valueOf(Utils.getHost(address));
            Integer port = Utils.getPort(address);
            BrokerProbe.Finding finding = BrokerProbe.ask(
                    host,
                    port == null ? 0 : port,
                    settings.security().protocol().tls());
            Optional<Fault> fault = BrokerFault.of(finding, address, settings.security());
            if (fault.isEmpty()) {
                isVerified = true;
                return fault;
            }
            // Of several faults, another protocol is reported rather than an unreachable broker.
            last = last.filter(known -> known.cause() == Fault.Cause.REFUSED).or(() -> fault);
        }
        return last;
    }

    /** The same as {@link #fault}, thrown. */
    void requireProtocol() {
        fault().ifPresent(fault -> {
            throw new FaultException(fault);
        });
    }

    Admin admin() {
        requireProtocol();
        return Admin.create(settings.admin());
    }

    Producer<String, byte[]> reliableProducer(String client) {
        requireProtocol();
        return new KafkaProducer<>(settings.reliableProducer(client));
    }

    Producer<String, byte[]> liveProducer(String client) {
        requireProtocol();
        return new KafkaProducer<>(settings.liveProducer(client));
    }

    Producer<String, byte[]> boundedProducer(String client) {
        requireProtocol();
        return new KafkaProducer<>(settings.boundedProducer(client));
    }

    KafkaConsumer<String, byte[]> fanOutConsumer(String client) {
        requireProtocol();
        return new KafkaConsumer<>(settings.fanOutConsumer(client));
    }

    KafkaConsumer<String, byte[]> consumer(String group, String client, int mostRecords) {
        requireProtocol();
        return new KafkaConsumer<>(settings.consumer(group, client, mostRecords));
    }
}

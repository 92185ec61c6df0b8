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
 * The way to the broker. Clients are made here and nowhere else, and none before it is known that the broker speaks what
 * they do.
 */
final class Brokers {
    private final KafkaSettings settings;
    private volatile boolean understood;

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
     * Why no client should be made now: nobody is there, or who is there speaks another protocol. Once it was found that they
     * understand each other this is not asked again.
     */
    Optional<Fault> fault() {
        return understood ? Optional.empty() : look();
    }

    /** Asks anew, for a better reason than that a request timed out. */
    Fault explained(Fault fault) {
        return fault.cause() == Fault.Cause.AWAY ? look().orElse(fault) : fault;
    }

    private Optional<Fault> look() {
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
                understood = true;
                return fault;
            }
            // Of several, one that speaks another protocol says more than one that is away.
            last = last.filter(known -> known.cause() == Fault.Cause.REFUSED).or(() -> fault);
        }
        return last;
    }

    /** The same as {@link #fault}, thrown. */
    void requireUnderstanding() {
        fault().ifPresent(fault -> {
            throw new FaultException(fault);
        });
    }

    Admin admin() {
        requireUnderstanding();
        return Admin.create(settings.admin());
    }

    Producer<String, byte[]> reliableProducer(String client) {
        requireUnderstanding();
        return new KafkaProducer<>(settings.reliableProducer(client));
    }

    Producer<String, byte[]> hastyProducer(String client) {
        requireUnderstanding();
        return new KafkaProducer<>(settings.hastyProducer(client));
    }

    Producer<String, byte[]> finiteProducer(String client) {
        requireUnderstanding();
        return new KafkaProducer<>(settings.finiteProducer(client));
    }

    KafkaConsumer<String, byte[]> fanOutConsumer(String client) {
        requireUnderstanding();
        return new KafkaConsumer<>(settings.fanOutConsumer(client));
    }

    KafkaConsumer<String, byte[]> consumer(String group, String client, int mostRecords) {
        requireUnderstanding();
        return new KafkaConsumer<>(settings.consumer(group, client, mostRecords));
    }
}

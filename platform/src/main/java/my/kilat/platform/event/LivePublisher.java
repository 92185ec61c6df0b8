package my.kilat.platform.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.Topic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes what is many and soon stale, such as positions: straight to Kafka, without an outbox, without waiting. While
 * the broker is away such events are dropped and counted in {@code kilat_live_events_dropped_total}.
 */
public final class LivePublisher implements AutoCloseable {
    private static final Duration LEARNING = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Producer<String, byte[]> producer;
    private final InstantSource clock;
    private final Counter dropped;

    LivePublisher(Producer<String, byte[]> producer, InstantSource clock, MeterRegistry meters, String service) {
        this.producer = producer;
        this.clock = clock;
        this.dropped = Counter.builder("kilat.live.events.dropped")
                .description("Live events that could not be sent in time")
                .tag("service", service)
                .register(meters);
    }

    /**
     * Learns where the partitions of topics are. Sending never waits, not even for that: without it the first events would
     * be dropped.
     */
    void learn(Set<Topic> topics) throws InterruptedException {
        long deadline = System.nanoTime() + LEARNING.toNanos();
        for (Topic topic : topics) {
            while (!knows(topic) && System.nanoTime() < deadline) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    /** Whether it knows; if not, it has asked. */
    private boolean knows(Topic topic) {
        try {
            return !producer.partitionsFor(topic.wireName()).isEmpty();
        } catch (KafkaException e) {
            return false;
        }
    }

    /** Sends an event; returns at once. */
    public void publish(DomainEvent event) {
        try {
            var _ = producer.send(EnvelopeCodec.seal(event, clock.instant()).toRecord(), (sent, failure) -> {
                if (failure != null) {
                    dropped.increment();
                }
            });
        } catch (KafkaException e) {
            dropped.increment();
        }
    }

    /** Sends what is buffered, for two seconds at most. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}

package my.kilat.platform.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.Topic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events that are frequent and soon outdated, such as positions: directly to Kafka, without the outbox and, unless
 * the sender wants to know, without waiting. While the broker is away they are dropped, and counted in
 * {@code kilat_live_events_dropped_total}.
 */
public final class LivePublisher implements AutoCloseable {
    private static final Duration LEARNING = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Brokers brokers;
    private final String service;
    private final InstantSource clock;
    private final Counter dropped;
    private volatile @Nullable Producer<String, byte[]> producer;

    LivePublisher(Brokers brokers, InstantSource clock, MeterRegistry meters, String service) {
        this.brokers = brokers;
        this.service = service;
        this.clock = clock;
        this.dropped = Counter.builder("kilat.live.events.dropped")
                .description("Live events that could not be sent in time")
                .tag("service", service)
                .register(meters);
    }

    /**
     * Connects, and fetches the metadata of topics. Sending never waits, not even for metadata, so without this the first
     * events would be dropped.
     */
    void connect(Set<Topic> topics) throws InterruptedException {
        if (producer != null) {
            return;
        }
        Producer<String, byte[]> made = brokers.liveProducer("live-" + service);
        long deadline = System.nanoTime() + LEARNING.toNanos();
        for (Topic topic : topics) {
            while (!knows(made, topic) && System.nanoTime() < deadline) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        producer = made;
    }

    /** Whether the producer has the metadata of a topic; if not, this requests it. */
    private static boolean knows(Producer<String, byte[]> producer, Topic topic) {
        try {
            return !producer.partitionsFor(topic.wireName()).isEmpty();
        } catch (KafkaException e) {
            return false;
        }
    }

    /** Sends an event, and returns without waiting for the broker. */
    public void publish(DomainEvent event) {
        var _ = send(event);
    }

    /**
     * Sends events, in order, and waits until the broker has them.
     *
     * @param within how long that may take
     * @return whether the broker has them all; if not, it may have some, and the others may still reach it
     */
    public boolean publish(List<? extends DomainEvent> events, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        for (DomainEvent event : events) {
            sent.add(send(event));
        }
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Future<RecordMetadata> send(DomainEvent event) {
        Producer<String, byte[]> to = producer;
        if (to == null) {
            dropped.increment();
            return CompletableFuture.failedFuture(new KafkaException("not connected yet"));
        }
        try {
            return to.send(EnvelopeCodec.seal(event, clock.instant()).toRecord(), (sent, failure) -> {
                if (failure != null) {
                    dropped.increment();
                }
            });
        } catch (KafkaException e) {
            dropped.increment();
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Sends what is buffered, for two seconds at most. */
    @Override
    public void close() {
        Producer<String, byte[]> made = producer;
        if (made != null) {
            made.close(Duration.ofSeconds(2));
        }
    }
}

package my.kilat.platform.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events that are frequent and soon outdated, such as positions: directly to Kafka, without the outbox and, unless
 * the sender wants to know, without waiting. While the broker is away they are dropped, and counted in
 * {@code kilat_live_events_dropped_total}.
 *
 * <p>An event is sent at once. Only while more than one comes in eight milliseconds are those of eight milliseconds sent
 * together, which the broker and all readers handle together as well; whoever has several at hand publishes them together,
 * and they go at once. Events are sent in the order in which they were published. Listeners of this process
 * ({@link FanOutSubscription}) get an event before the broker does.
 */
public final class LivePublisher implements AutoCloseable {
    private static final Duration LEARNING = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private static final Duration LONGEST_WAIT = Duration.ofMillis(8);
    private static final int MOST_WAITING = 8_192;

    private final Brokers brokers;
    private final LocalDelivery local;
    private final String service;
    private final InstantSource clock;
    private final Counter dropped;
    private volatile @Nullable Producer<String, byte[]> producer;

    // Guarded by this.
    private final BatchWindow window = BatchWindow.ofInterval(LONGEST_WAIT);
    private List<ProducerRecord<String, byte[]>> waiting = new ArrayList<>();

    LivePublisher(Brokers brokers, LocalDelivery local, InstantSource clock, MeterRegistry meters, String service) {
        this.brokers = brokers;
        this.local = local;
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
        gather(sealed(List.of(event)));
    }

    /** Sends events that have gathered, in order and at once, and returns without waiting for the broker. */
    public void publish(List<? extends DomainEvent> events) {
        if (!events.isEmpty()) {
            var _ = sendNow(sealed(events));
        }
    }

    private List<ProducerRecord<String, byte[]>> sealed(List<? extends DomainEvent> events) {
        Instant now = clock.instant();
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(events.size());
        for (DomainEvent event : events) {
            EnvelopeCodec.Sealed sealed = EnvelopeCodec.seal(event, now);
            local.show(sealed, event);
            records.add(sealed.toRecord());
        }
        return records;
    }

    private synchronized void gather(List<ProducerRecord<String, byte[]>> records) {
        long rest = window.rest();
        if (waiting.isEmpty() && rest <= 0) {
            sendRound(records);
            return;
        }
        if (waiting.size() + records.size() > MOST_WAITING) {
            dropped.increment(records.size());
            return;
        }
        if (waiting.isEmpty()) {
            Thread.ofVirtual().name("live-" + service).start(() -> sendAfter(rest));
        }
        waiting.addAll(records);
    }

    private void sendAfter(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sendWaiting();
    }

    /** Sends what has gathered. */
    private synchronized void sendWaiting() {
        if (!waiting.isEmpty()) {
            List<ProducerRecord<String, byte[]>> gathered = waiting;
            waiting = new ArrayList<>(gathered.size());
            sendRound(gathered);
        }
    }

    private List<Future<RecordMetadata>> sendRound(List<ProducerRecord<String, byte[]>> records) {
        window.begins(records.size());
        return records.stream().map(this::send).toList();
    }

    /**
     * Sends events, in order, and waits until the broker has them.
     *
     * @param within how long that may take
     * @return whether the broker has them all; if not, it may have some, and the others may still reach it
     */
    public boolean publish(List<? extends DomainEvent> events, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        List<Future<RecordMetadata>> sent = sendNow(sealed(events));
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

    /** Sends records at once, after those that have gathered. */
    private synchronized List<Future<RecordMetadata>> sendNow(List<ProducerRecord<String, byte[]>> records) {
        sendWaiting();
        return sendRound(records);
    }

    private Future<RecordMetadata> send(ProducerRecord<String, byte[]> kafkaRecord) {
        Producer<String, byte[]> to = producer;
        if (to == null) {
            dropped.increment();
            return CompletableFuture.failedFuture(new KafkaException("not connected yet"));
        }
        try {
            return to.send(kafkaRecord, (_, failure) -> {
                if (failure != null) {
                    dropped.increment();
                }
            });
        } catch (KafkaException e) {
            dropped.increment();
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Sends what has gathered and what is buffered, for two seconds at most. */
    @Override
    public void close() {
        sendWaiting();
        Producer<String, byte[]> made = producer;
        if (made != null) {
            made.close(Duration.ofSeconds(2));
        }
    }
}

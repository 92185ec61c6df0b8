package my.kilat.platform.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.background.Fault;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes records that could not be applied to {@code <topic>.dlq}, with the error in their headers. It does so in threads
 * of its own, so that the consumer goes on while the broker is away or the dead-letter topic is missing. The
 * {@link DeadLetterQueue} replays them.
 */
final class DeadLetterPublisher implements AutoCloseable {
    static final String PREFIX = "dlq_";
    static final String GROUP = PREFIX + "group";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    static final String ATTEMPTS = PREFIX + "attempts";
    static final String AT = PREFIX + "at";
    static final String ERROR = PREFIX + "error";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterPublisher.class);
    private static final int LONGEST_ERROR = 2_000;
    private static final int AT_ONCE = 16;

    private final String service;
    private final Brokers brokers;
    private final Runnable onMissing;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dead-letter-", 0).factory());
    private @Nullable Producer<String, byte[]> producer;

    /**
     * @param onMissing called when a letter could not be stored: its topic may have to be created
     */
    DeadLetterPublisher(String service, Brokers brokers, Runnable onMissing) {
        this.service = service;
        this.brokers = brokers;
        this.onMissing = onMissing;
    }

    /** Publishes a record; completes with empty once the broker has acknowledged it, or with the reason why it has not. */
    CompletableFuture<Optional<Fault>> publish(
            ConsumerRecord<String, byte[]> dead, ConsumerGroup<?> group, String why, int attempts) {
        try {
            return CompletableFuture.supplyAsync(() -> store(letter(dead, group, why, attempts)), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(
                    Optional.of(new Fault(Fault.Cause.AWAY, "the service is stopping")));
        }
    }

    private static ProducerRecord<String, byte[]> letter(
            ConsumerRecord<String, byte[]> dead, ConsumerGroup<?> group, String why, int attempts) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(dead.topic() + ".dlq", null, dead.key(), dead.value());
        dead.headers().forEach(header -> {
            // A letter that was replayed and has failed again keeps only the headers of the last failure.
            if (!header.key().startsWith(PREFIX)) {
                letter.headers().add(header);
            }
        });
        Map.of(
                        GROUP, group.id(),
                        PARTITION, Integer.toString(dead.partition()),
                        OFFSET, Long.toString(dead.offset()),
                        ATTEMPTS, Integer.toString(attempts),
                        AT, Instant.now().toString(),
                        ERROR, why.length() > LONGEST_ERROR ? why.substring(0, LONGEST_ERROR) : why)
                .forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return letter;
    }

    private Optional<Fault> store(ProducerRecord<String, byte[]> letter) {
        free.acquireUninterruptibly();
        try {
            producer().send(letter).get();
            return Optional.empty();
        } catch (ExecutionException | RuntimeException e) {
            onMissing.run();
            return Optional.of(BrokerFault.of(e, brokers.settings()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Fault(Fault.Cause.AWAY, "the service is stopping"));
        } finally {
            free.release();
        }
    }

    private synchronized Producer<String, byte[]> producer() {
        Producer<String, byte[]> made = producer;
        if (made == null) {
            made = brokers.boundedProducer("dead-letters-" + service);
            producer = made;
        }
        return made;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        synchronized (this) {
            if (producer != null) {
                producer.close(Duration.ofSeconds(1));
            }
        }
        LOG.trace("the dead letters of {} are closed", service);
    }
}

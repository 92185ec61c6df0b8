package my.kilat.platform.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import my.kilat.platform.background.Fault;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.background.Part;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The producer of the relay: sends records in order, and returns once the broker has acknowledged all of them. The producer
 * is connected when the first records are sent, and replaced after a failure. Only one thread at a time uses it.
 */
final class OutboxPublisher implements AutoCloseable {
    private static final Duration ACKNOWLEDGED_SOON = Duration.ofSeconds(5);

    private final Supplier<Producer<String, byte[]>> connect;
    private final Part part;
    private volatile @Nullable Producer<String, byte[]> producer;

    /**
     * @param connect creates a producer
     * @param part reports a failure while the broker does not acknowledge
     */
    OutboxPublisher(Supplier<Producer<String, byte[]>> connect, Part part) {
        this.connect = connect;
        this.part = part;
    }

    /**
     * Sends records, and waits for as long as the broker takes.
     *
     * @throws FaultException if one could not be sent; others of them may have been
     */
    void publish(List<ProducerRecord<String, byte[]>> records) {
        Producer<String, byte[]> to = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        try {
            for (ProducerRecord<String, byte[]> each : records) {
                Future<RecordMetadata> acknowledgement = to.send(each);
                sent.add(acknowledgement);
                if (acknowledgement.isDone()) {
                    // If the producer refused the record, the next one must not overtake it.
                    acknowledgement.get();
                }
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                await(acknowledgement);
            }
        } catch (ExecutionException e) {
            // A producer may be unusable after a failure. The records that it holds are still in the outbox.
            producer = null;
            to.close(Duration.ZERO);
            throw new FaultException(
                    e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException late
                            ? new Fault(Fault.Cause.AWAY, "the broker does not take events: " + late.getMessage())
                            : Fault.of(e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", e);
        }
    }

    /** Without a limit: this producer goes on trying, so no other may send what it has accepted. */
    private void await(Future<RecordMetadata> acknowledgement) throws ExecutionException, InterruptedException {
        while (true) {
            try {
                acknowledgement.get(ACKNOWLEDGED_SOON.toNanos(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                part.failed(new Fault(Fault.Cause.AWAY, "the broker does not acknowledge events"));
            }
        }
    }

    private Producer<String, byte[]> producer() {
        Producer<String, byte[]> made = producer;
        if (made == null) {
            made = connect.get();
            producer = made;
        }
        return made;
    }

    /** Whether anything has been sent by a producer that is still in use. */
    boolean isConnected() {
        return producer != null;
    }

    /** Drops what has not been acknowledged; it is still in the outbox. */
    @Override
    public void close() {
        Producer<String, byte[]> made = producer;
        if (made != null) {
            made.close(Duration.ZERO);
        }
    }
}

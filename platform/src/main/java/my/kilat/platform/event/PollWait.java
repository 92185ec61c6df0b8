package my.kilat.platform.event;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a reader's thread for records, which lasts for seconds at rest and ends at once when the reader is to stop. Only
 * {@link #wake} is called by other threads.
 */
final class PollWait implements AutoCloseable {
    private volatile @Nullable KafkaConsumer<String, byte[]> reading;
    private volatile boolean woken;

    /** Whoever begins has to look, after this, whether it is to stop. */
    PollWait of(KafkaConsumer<String, byte[]> consumer) {
        reading = consumer;
        return this;
    }

    /** Waits for records; returns none when it is woken. */
    ConsumerRecords<String, byte[]> poll(KafkaConsumer<String, byte[]> consumer, Duration most) {
        try {
            return consumer.poll(most);
        } catch (WakeupException e) {
            if (woken) {
                return ConsumerRecords.empty();
            }
            throw e;
        }
    }

    /** Ends the wait under way, or the next one: the reader is to stop. */
    void wake() {
        KafkaConsumer<String, byte[]> waits = reading;
        if (waits != null) {
            woken = true;
            waits.wakeup();
        }
    }

    /** Closes the consumer. */
    @Override
    public void close() {
        KafkaConsumer<String, byte[]> done = reading;
        if (done != null) {
            reading = null;
            done.close();
        }
    }
}

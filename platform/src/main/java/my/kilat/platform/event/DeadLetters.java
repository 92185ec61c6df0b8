package my.kilat.platform.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Records that could not be applied, kept beside their topic as {@code <topic>.dlq} with what went wrong in their
 * headers, and sent back to their topic once that has been mended. Sending back does no harm to the groups that had
 * applied such an event before: their inboxes recognise it.
 */
public final class DeadLetters {
    private static final String PREFIX = "dlq_";
    private static final int REPLAYED_AT_ONCE = 500;
    private static final String REPLAY_GROUP = "kilat-replay";

    private final Producer<String, byte[]> producer;

    DeadLetters(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** Stores a record, and returns once the broker has it. */
    void bury(ConsumerRecord<String, byte[]> dead, ConsumerGroup group, String why, int attempts) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(dead.topic() + ".dlq", null, dead.key(), dead.value(), dead.headers());
        Map<String, String> circumstances = Map.of(
                "group", group.id(),
                "partition", Integer.toString(dead.partition()),
                "offset", Long.toString(dead.offset()),
                "attempts", Integer.toString(attempts),
                "at", Instant.now().toString(),
                "error", why.length() > 2_000 ? why.substring(0, 2_000) : why);
        circumstances.forEach(
                (name, value) -> letter.headers().add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the dead letters cannot be stored", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while storing a dead letter", e);
        }
    }

    /**
     * A letter as a person wants to see it.
     *
     * @param key the aggregate's id
     * @param type of the event, empty when it could not be read
     * @param group that gave up
     * @param error of the last attempt
     */
    public record Letter(String key, String type, String group, String error) {}

    /**
     * Sends back to its topic whatever lies in its dead letters and has not been sent back before.
     *
     * @param settings where the broker is
     * @param topic the topic whose letters these are
     * @return what was sent back
     */
    public static List<Letter> replay(KafkaSettings settings, Topic topic) {
        List<Letter> replayed = new ArrayList<>();
        TopicPartition letters = new TopicPartition(topic.deadLetters(), 0);
        try (KafkaConsumer<String, byte[]> consumer =
                        new KafkaConsumer<>(settings.consumer(REPLAY_GROUP, REPLAY_GROUP, REPLAYED_AT_ONCE));
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(finite(settings))) {
            consumer.assign(List.of(letters));
            long end = consumer.endOffsets(List.of(letters)).getOrDefault(letters, 0L);
            while (consumer.position(letters) < end) {
                ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofSeconds(1));
                for (ConsumerRecord<String, byte[]> letter : records) {
                    sendBack(producer, topic, letter);
                    replayed.add(describe(letter));
                }
                producer.flush();
                consumer.commitSync();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a letter could not be sent back: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return replayed;
    }

    private static void sendBack(Producer<String, byte[]> producer, Topic topic, ConsumerRecord<String, byte[]> letter)
            throws ExecutionException, InterruptedException {
        ProducerRecord<String, byte[]> original = new ProducerRecord<>(topic.wireName(), letter.key(), letter.value());
        for (Header header : letter.headers()) {
            if (!header.key().startsWith(PREFIX)) {
                original.headers().add(header);
            }
        }
        producer.send(original).get();
    }

    private static Letter describe(ConsumerRecord<String, byte[]> letter) {
        return new Letter(
                String.valueOf(letter.key()),
                EnvelopeCodec.header(letter, "ce_type").orElse(""),
                EnvelopeCodec.header(letter, PREFIX + "group").orElse(""),
                EnvelopeCodec.header(letter, PREFIX + "error").orElse(""));
    }

    /** A person waits for this: better to fail than to wait for ever. */
    private static Map<String, Object> finite(KafkaSettings settings) {
        Map<String, Object> config = new HashMap<>(settings.hastyProducer(REPLAY_GROUP));
        config.put("max.block.ms", 10_000);
        return config;
    }
}

package my.kilat.platform.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import my.kilat.contract.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is published for a dead letter: the event again, or a note that it was discarded. */
final class DeadLetterRecords {
    private static final String NOTE = DeadLetterPublisher.PREFIX + "note";
    private static final String NOTED_LETTER = DeadLetterPublisher.PREFIX + "letter";
    private static final String REASON = DeadLetterPublisher.PREFIX + "reason";

    private DeadLetterRecords() {}

    /** Whether it is a note about another letter, which says why that was discarded. */
    static boolean isNote(ConsumerRecord<String, byte[]> letter) {
        return letter.headers().lastHeader(NOTE) != null;
    }

    /** The event as it was published first. */
    static ProducerRecord<String, byte[]> original(Topic topic, ConsumerRecord<String, byte[]> letter) {
        ProducerRecord<String, byte[]> original = new ProducerRecord<>(topic.wireName(), letter.key(), letter.value());
        letter.headers().forEach(header -> {
            if (!header.key().startsWith(DeadLetterPublisher.PREFIX)) {
                original.headers().add(header);
            }
        });
        return original;
    }

    /** The note that a letter was discarded, and why. */
    static ProducerRecord<String, byte[]> note(
            Topic topic, ConsumerRecord<String, byte[]> letter, DeadLetterQueue.DeadLetter told, String reason) {
        ProducerRecord<String, byte[]> note =
                new ProducerRecord<>(topic.deadLetters(), letter.partition(), letter.key(), new byte[0]);
        Map.of(
                        NOTE,
                        "discarded",
                        NOTED_LETTER,
                        told.id(),
                        REASON,
                        reason,
                        DeadLetterPublisher.AT,
                        Instant.now().toString())
                .forEach((name, value) -> note.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return note;
    }
}

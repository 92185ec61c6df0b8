package my.kilat.platform.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.Fault;
import my.kilat.platform.background.FaultException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a topic: an operator lists them, replays them once their cause is removed, or discards them.
 *
 * <p>A replay publishes the dead letters of one key in the order in which their events were published. The group that gave
 * up on such an event has gone on with the later ones of its key, so for it the event comes late; other groups recognise it by
 * its id and ignore it. Which letters are done is committed after every hundred. If a replay is interrupted, the next one
 * continues there, and the few that are published twice have no effect. Replays that run at the same time share the partitions,
 * so no letter is published by two of them.
 */
public final class DeadLetterQueue {
    static final String GROUP = "kilat-replay";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int READ_AT_ONCE = 500;
    private static final int PAYLOAD_SHOWN = 4 << 10;
    private static final int MOST_REMEMBERED = 10_000;

    private final Topic topic;
    private final Brokers brokers;
    private final @Nullable SharedAdmin shared;

    private DeadLetterQueue(Topic topic, Brokers brokers, @Nullable SharedAdmin shared) {
        this.topic = topic;
        this.brokers = brokers;
        this.shared = shared;
    }

    /**
     * The dead letters of a topic.
     *
     * @param settings where the broker is
     * @throws FaultException in one sentence, if the broker cannot be used
     */
    public static DeadLetterQueue of(Topic topic, KafkaSettings settings) {
        return of(topic, new Brokers(settings), null);
    }

    /** @param shared the client to ask with; without one, each question opens its own */
    static DeadLetterQueue of(Topic topic, Brokers brokers, @Nullable SharedAdmin shared) {
        brokers.requireProtocol();
        return new DeadLetterQueue(topic, brokers, shared);
    }

    /**
     * A dead letter, for people to read.
     *
     * @param id partition and offset in the dead-letter topic, such as {@code 0-17}
     * @param key the aggregate's id
     * @param type of the event, empty when it could not be read
     * @param group that gave up
     * @param error of the last attempt
     * @param at when it was given up, by the clock of who did
     * @param payload the first 4 KiB of the event as text
     */
    public record DeadLetter(
            String id, String key, String type, String group, String error, String at, String payload) {
        static DeadLetter of(ConsumerRecord<String, byte[]> letter) {
            return new DeadLetter(
                    letter.partition() + "-" + letter.offset(),
                    String.valueOf(letter.key()),
                    EnvelopeCodec.header(letter, "ce_type").orElse(""),
                    EnvelopeCodec.header(letter, DeadLetterPublisher.GROUP).orElse(""),
                    EnvelopeCodec.header(letter, DeadLetterPublisher.ERROR).orElse(""),
                    EnvelopeCodec.header(letter, DeadLetterPublisher.AT).orElse(""),
                    start(letter.value()));
        }
    }

    private static String start(byte @Nullable [] value) {
        return value == null ? "" : new String(value, 0, Math.min(value.length, PAYLOAD_SHOWN), StandardCharsets.UTF_8);
    }

    /**
     * The dead letters that are neither replayed nor discarded.
     *
     * @param count how many there are
     * @param first the first of them, as many as were asked for
     */
    public record Waiting(long count, List<DeadLetter> first) {}

    /** Reads the first {@code most} that are neither replayed nor discarded, and changes nothing. */
    public Waiting waiting(int most) {
        return talking(() -> {
            DeadLetterOffsets offsets = offsets();
            List<DeadLetter> first = new ArrayList<>();
            try (KafkaConsumer<String, byte[]> consumer = brokers.consumer(GROUP, GROUP + "-look", READ_AT_ONCE)) {
                for (TopicPartition partition : offsets.ends().keySet()) {
                    AcknowledgedOffsets acknowledged = offsets.acknowledged(partition);
                    consumer.assign(List.of(partition));
                    consumer.seek(partition, acknowledged.watermark());
                    while (first.size() < most && consumer.position(partition) < offsets.end(partition)) {
                        for (ConsumerRecord<String, byte[]> letter : poll(consumer)) {
                            if (first.size() < most
                                    && letter.offset() < offsets.end(partition)
                                    && !acknowledged.contains(letter.offset())
                                    && !DeadLetterRecords.isNote(letter)) {
                                first.add(DeadLetter.of(letter));
                            }
                        }
                    }
                }
            }
            return new Waiting(offsets.waiting(), first);
        });
    }

    private DeadLetterOffsets offsets() throws ExecutionException, InterruptedException {
        if (shared != null) {
            return DeadLetterOffsets.of(shared.get(), topic);
        }
        try (Admin admin = brokers.admin()) {
            return DeadLetterOffsets.of(admin, topic);
        }
    }

    /**
     * Publishes dead letters to their topic again.
     *
     * @param which of those that wait
     * @param sent is shown each, once the broker has it
     * @return how many
     */
    public int replay(Predicate<DeadLetter> which, Consumer<DeadLetter> sent) {
        return talking(() -> {
            Set<String> already = new HashSet<>();
            try (Producer<String, byte[]> producer = brokers.boundedProducer(GROUP)) {
                return handle(which, (letter, _) -> {
                    if (already.size() >= MOST_REMEMBERED) {
                        already.clear();
                    }
                    // An event that several groups could not apply is sent once.
                    if (already.add(ReplayOrder.origin(letter))) {
                        producer.send(DeadLetterRecords.original(topic, letter)).get();
                    }
                    sent.accept(DeadLetter.of(letter));
                });
            }
        });
    }

    /**
     * Marks dead letters as done without publishing them. They stay in the dead-letter topic until its retention ends, each
     * with a note that says why it was discarded.
     *
     * @param which of those that wait
     * @param reason stored in the note
     * @param discarded is shown each
     * @return how many
     */
    public int discard(Predicate<DeadLetter> which, String reason, Consumer<DeadLetter> discarded) {
        return talking(() -> {
            try (Producer<String, byte[]> producer = brokers.boundedProducer(GROUP)) {
                return handle(which, (letter, acknowledged) -> {
                    DeadLetter told = DeadLetter.of(letter);
                    long noted = producer.send(DeadLetterRecords.note(topic, letter, told, reason))
                            .get()
                            .offset();
                    if (acknowledged.canAdd(noted)) {
                        acknowledged.add(noted);
                    }
                    discarded.accept(told);
                });
            }
        });
    }

    private int handle(Predicate<DeadLetter> which, ReplaySession.Handling handling)
            throws ExecutionException, InterruptedException {
        DeadLetterOffsets offsets = offsets();
        if (offsets.ends().isEmpty()) {
            return 0;
        }
        String client = GROUP + "-" + ProcessHandle.current().pid();
        try (KafkaConsumer<String, byte[]> consumer = brokers.consumer(GROUP, client, READ_AT_ONCE)) {
            ReplaySession session = new ReplaySession(topic, consumer, offsets);
            session.join();
            return session.run(which, handling);
        }
    }

    static ConsumerRecords<String, byte[]> poll(KafkaConsumer<String, byte[]> consumer) {
        long deadline = System.nanoTime() + SILENCE.toNanos();
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        while (records.isEmpty() && System.nanoTime() < deadline) {
            records = consumer.poll(POLL);
        }
        if (records.isEmpty()) {
            throw new FaultException(new Fault(Fault.Cause.AWAY, "the broker does not send the letters"));
        }
        return records;
    }

    @FunctionalInterface
    private interface Talk<T> {
        T talk() throws ExecutionException, InterruptedException;
    }

    private <T> T talking(Talk<T> talk) {
        try {
            return talk.talk();
        } catch (ExecutionException | KafkaException e) {
            throw new FaultException(BrokerFault.of(e, brokers.settings()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(new Fault(Fault.Cause.AWAY, "interrupted"), e);
        }
    }
}

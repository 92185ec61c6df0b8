package my.kilat.console.look;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.event.DeadLetterQueue;
import my.kilat.platform.event.KafkaSettings;
import my.kilat.platform.failure.Failure;

/** The dead letters of all topics. */
public final class DeadLetters {
    private static final int MOST_SHOWN = 100;

    private final KafkaSettings broker;

    /**
     * @param broker where they are
     */
    public DeadLetters(KafkaSettings broker) {
        this.broker = broker;
    }

    /** Those of one topic: how many there are, and the first hundred. */
    public record OfTopic(String topic, long count, List<DeadLetterQueue.DeadLetter> letters) {}

    /**
     * Those of every topic that has any.
     *
     * @throws Failure.Unavailable while the broker is away
     */
    public List<OfTopic> all() {
        try {
            return Arrays.stream(Topic.values())
                    .map(topic -> {
                        DeadLetterQueue.Waiting waiting = queue(topic).waiting(MOST_SHOWN);
                        return new OfTopic(topic.wireName(), waiting.count(), waiting.first());
                    })
                    .filter(topic -> topic.count() > 0)
                    .toList();
        } catch (FaultException e) {
            throw away(e);
        }
    }

    /** Publishes letters again, those of these ids or all; returns how many. */
    public int replay(String topic, Set<String> ids) {
        try {
            return queue(topic(topic)).replay(letter -> ids.isEmpty() || ids.contains(letter.id()), _ -> {});
        } catch (FaultException e) {
            throw away(e);
        }
    }

    /** Marks letters as done, those of these ids or all; returns how many. */
    public int discard(String topic, Set<String> ids, String reason) {
        try {
            return queue(topic(topic)).discard(letter -> ids.isEmpty() || ids.contains(letter.id()), reason, _ -> {});
        } catch (FaultException e) {
            throw away(e);
        }
    }

    private DeadLetterQueue queue(Topic topic) {
        return DeadLetterQueue.of(topic, broker);
    }

    private static Topic topic(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure.Invalid("there is no such topic"));
    }

    private static Failure away(FaultException e) {
        return new Failure.Unavailable("the broker cannot be used: " + e.getMessage());
    }
}

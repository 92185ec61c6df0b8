package my.kilat.console.broker;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.event.BrokerOverview;
import my.kilat.platform.event.DeadLetterQueue;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.service.UnknownOutcomeException;

/** The dead letters of all topics. */
public final class DeadLetters {
    private static final int MOST_SHOWN = 100;

    private final BrokerOverview broker;

    /**
     * @param broker where they are
     */
    public DeadLetters(BrokerOverview broker) {
        this.broker = broker;
    }

    /** Those of one topic: how many there are, and the first hundred. */
    public record OfTopic(String topic, long count, List<DeadLetterQueue.DeadLetter> letters) {}

    /**
     * Those of every topic that has any; only these topics are read.
     *
     * @throws Failure.Unavailable while the broker is away
     */
    public List<OfTopic> all() {
        try {
            return broker.read().topics().stream()
                    .filter(topic -> topic.deadLetters() > 0)
                    .map(topic -> {
                        DeadLetterQueue.Waiting waiting =
                                broker.deadLetters(topic(topic.name())).waiting(MOST_SHOWN);
                        return new OfTopic(topic.name(), waiting.count(), waiting.first());
                    })
                    .filter(topic -> topic.count() > 0)
                    .toList();
        } catch (FaultException e) {
            throw away(e);
        }
    }

    /**
     * Publishes letters again, those of these ids or all; returns how many.
     *
     * @throws Failure.Unavailable if the broker is away, and none was published
     * @throws UnknownOutcomeException if it has failed on the way
     */
    public int replay(String topic, Set<String> ids) throws UnknownOutcomeException {
        DeadLetterQueue queue = queue(topic);
        AtomicInteger done = new AtomicInteger();
        try {
            return queue.replay(letter -> isWanted(letter, ids), _ -> done.incrementAndGet());
        } catch (FaultException e) {
            throw new UnknownOutcomeException(
                    "the broker failed after " + done + " had been published again: " + e.getMessage());
        }
    }

    /**
     * Marks letters as done, those of these ids or all; returns how many.
     *
     * @throws Failure.Unavailable if the broker is away, and none was marked
     * @throws UnknownOutcomeException if it has failed on the way
     */
    public int discard(String topic, Set<String> ids, String reason) throws UnknownOutcomeException {
        DeadLetterQueue queue = queue(topic);
        AtomicInteger done = new AtomicInteger();
        try {
            return queue.discard(letter -> isWanted(letter, ids), reason, _ -> done.incrementAndGet());
        } catch (FaultException e) {
            throw new UnknownOutcomeException(
                    "the broker failed after " + done + " had been marked as done: " + e.getMessage());
        }
    }

    private static boolean isWanted(DeadLetterQueue.DeadLetter letter, Set<String> ids) {
        return ids.isEmpty() || ids.contains(letter.id());
    }

    private DeadLetterQueue queue(String topic) {
        try {
            return broker.deadLetters(topic(topic));
        } catch (FaultException e) {
            throw away(e);
        }
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

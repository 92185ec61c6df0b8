package my.kilat.platform.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import my.kilat.contract.event.Topic;
import my.kilat.platform.http.Health;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the dead letters that are neither replayed nor discarded, for the metric {@code kilat_dead_letters{topic}} and the
 * alarm {@code dead-letters}. The service that writes a topic counts its dead letters, whichever service gave up on them, so
 * each is counted once.
 */
final class DeadLetterCount implements TopicKeeper.Chore {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterCount.class);
    private static final String ALARM = "dead-letters";

    private final Set<Topic> produced;
    private final Health health;
    private final MeterRegistry meters;
    private final Map<Topic, Long> waiting = new ConcurrentHashMap<>();

    DeadLetterCount(Set<Topic> produced, Health health, MeterRegistry meters) {
        this.produced = produced;
        this.health = health;
        this.meters = meters;
    }

    @Override
    public void run(Admin admin, Topics.Found found) throws ExecutionException, InterruptedException {
        for (Topic topic : produced) {
            try {
                count(topic, DeadLetterOffsets.of(admin, topic).waiting());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
                LOG.info("the dead letters of {} are not ours to count: {}", topic.wireName(), e.toString());
            }
        }
        String words = waiting.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " of " + entry.getKey().wireName() + " (./kilat replay "
                        + entry.getKey().deadLetters() + " --dry-run)")
                .sorted()
                .collect(Collectors.joining(", "));
        if (words.isEmpty()) {
            health.clear(ALARM);
        } else {
            health.raise(ALARM, "events could not be applied and wait to be replayed: " + words);
        }
    }

    private void count(Topic topic, long count) {
        if (waiting.put(topic, count) == null) {
            Gauge.builder("kilat.dead.letters", waiting, counts -> counts.getOrDefault(topic, 0L))
                    .description("Events that could not be applied and have been neither replayed nor discarded")
                    .tag("topic", topic.wireName())
                    .register(meters);
        }
    }
}

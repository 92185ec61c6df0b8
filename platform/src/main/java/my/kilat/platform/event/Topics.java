package my.kilat.platform.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import my.kilat.contract.event.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics with their partitions and retention before anybody reads or writes them; the broker's own automatic
 * creation, which knows neither, is off.
 */
final class Topics {
    private static final Duration UNTIL_THERE_ARE_LEADERS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final KafkaSettings settings;

    Topics(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes sure that these topics and their dead letters exist.
     *
     * @throws ExecutionException if the broker cannot be reached or refuses
     */
    void ensure(Collection<Topic> topics) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings.admin())) {
            List<NewTopic> wanted = new ArrayList<>();
            for (Topic topic : topics) {
                wanted.add(newTopic(topic.wireName(), topic.partitions(), topic));
                wanted.add(newTopic(topic.deadLetters(), 1, topic));
            }
            var existing = admin.listTopics().names().get();
            wanted.removeIf(topic -> existing.contains(topic.name()));
            for (var creation : admin.createTopics(wanted).values().values()) {
                try {
                    creation.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
            awaitLeaders(admin, topics.stream().map(Topic::wireName).toList());
        }
    }

    /**
     * A topic that was made a moment ago may be known with some of its partitions only. Who takes places on a topic by
     * himself, rather than in a group, would never hear of the others.
     */
    private static void awaitLeaders(Admin admin, List<String> topics) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + UNTIL_THERE_ARE_LEADERS.toNanos();
        while (!haveLeaders(admin, topics)) {
            if (System.nanoTime() - deadline >= 0) {
                throw new LeaderNotAvailableException("the broker does not finish making " + topics);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private static boolean haveLeaders(Admin admin, List<String> topics)
            throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .allMatch(topic -> !topic.partitions().isEmpty()
                            && topic.partitions().stream().allMatch(partition -> partition.leader() != null));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private NewTopic newTopic(String name, int partitions, Topic topic) {
        return new NewTopic(name, partitions, (short) settings.replicas())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(topic.retention().toMillis())));
    }
}

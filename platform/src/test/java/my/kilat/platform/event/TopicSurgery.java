package my.kilat.platform.event;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What people do to topics from outside. */
final class TopicSurgery {
    private static final Duration SOON = Duration.ofSeconds(30);

    private TopicSurgery() {}

    /** Returns when it is gone, also when another has taken its name by then. */
    static void delete(Admin admin, String topic) throws Exception {
        TopicListing gone = admin.listTopics().namesToListings().get().get(topic);
        try {
            admin.deleteTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
        await().atMost(SOON).until(() -> {
            TopicListing now = admin.listTopics().namesToListings().get().get(topic);
            return now == null || gone == null || !now.topicId().equals(gone.topicId());
        });
    }

    static boolean exists(Admin admin, String topic) throws Exception {
        return admin.listTopics().names().get().contains(topic);
    }

    /** A topic that is being deleted is in the way for a moment. */
    static void create(Admin admin, String topic, int partitions, Map<String, String> config) {
        await().atMost(SOON).until(() -> {
            try {
                admin.createTopics(
                                List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config)))
                        .all()
                        .get();
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicExistsException) {
                    return false;
                }
                throw e;
            }
        });
    }

    static void raise(Admin admin, String topic, int partitions) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
    }

    static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    static Map<String, String> config(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> values = new HashMap<>();
        admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .entries()
                .forEach(entry -> values.put(entry.name(), entry.value()));
        return values;
    }
}

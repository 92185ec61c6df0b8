package my.kilat.platform.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.Fault;
import my.kilat.platform.background.FaultException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates missing topics with their partitions, retention and replicas. The broker's automatic creation is off, because it
 * uses defaults for these. Topics that exist are compared with what is needed by {@link TopicDifferences}.
 */
final class Topics {
    private static final Duration UNTIL_THERE_ARE_LEADERS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Admin admin;
    private final KafkaSettings settings;

    Topics(Admin admin, KafkaSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** The required configuration of a topic. */
    record Needed(String name, int partitions, Duration retention) {
        static List<Needed> of(Collection<Topic> topics) {
            List<Needed> needed = new ArrayList<>();
            for (Topic topic : topics) {
                needed.add(new Needed(topic.wireName(), topic.partitions(), topic.retention()));
                needed.add(new Needed(topic.deadLetters(), 1, topic.retention()));
            }
            return needed;
        }
    }

    /**
     * The state of topics after a check.
     *
     * @param topics the state of each topic
     * @param before how many partitions the topics that existed had before the check
     * @param complaints differences that could not be removed, each with the command that removes it
     */
    record Found(Map<Topic, TopicView> topics, Map<Topic, Integer> before, List<String> complaints) {}

    /**
     * Makes sure that these topics and their dead letters exist.
     *
     * @throws ExecutionException if the broker cannot be reached
     * @throws FaultException if a topic is missing and the broker refuses to make it
     */
    Found ensure(Collection<Topic> topics) throws ExecutionException, InterruptedException {
        List<Needed> needed = Needed.of(topics);
        Map<String, TopicDescription> there = describe(needed);
        List<Needed> missing = needed.stream()
                .filter(topic -> !there.containsKey(topic.name()))
                .toList();
        if (!missing.isEmpty()) {
            create(missing);
        }
        List<String> complaints = List.of();
        if (!there.isEmpty()) {
            complaints = new TopicDifferences(admin, settings).level(needed, there);
        }
        Map<String, TopicDescription> now = awaitLeaders(needed);
        Map<Topic, TopicView> views = new EnumMap<>(Topic.class);
        Map<Topic, Integer> before = new EnumMap<>(Topic.class);
        for (Topic topic : topics) {
            TopicDescription was = there.get(topic.wireName());
            if (was != null) {
                before.put(topic, was.partitions().size());
            }
            TopicDescription description = now.get(topic.wireName());
            if (description != null) {
                views.put(
                        topic,
                        new TopicView(
                                description.topicId(), description.partitions().size()));
            }
        }
        return new Found(views, before, complaints);
    }

    /** Those of them that exist. */
    private Map<String, TopicDescription> describe(List<Needed> needed)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> found = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : admin.describeTopics(
                        needed.stream().map(Needed::name).toList())
                .topicNameValues()
                .entrySet()) {
            try {
                found.put(answer.getKey(), answer.getValue().get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private void create(List<Needed> missing) throws ExecutionException, InterruptedException {
        Map<String, KafkaFuture<Void>> creations = admin.createTopics(
                        missing.stream().map(this::newTopic).toList())
                .values();
        for (Needed topic : missing) {
            try {
                creations
                        .getOrDefault(topic.name(), KafkaFuture.completedFuture(null))
                        .get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw explained(topic, e);
                }
            }
        }
    }

    private ExecutionException explained(Needed topic, ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof AuthorizationException
                || cause instanceof PolicyViolationException
                || cause instanceof InvalidReplicationFactorException) {
            throw new FaultException(
                    new Fault(
                            Fault.Cause.REFUSED,
                            "the broker does not make " + topic.name() + " (" + cause.getMessage()
                                    + "); make it by: kafka-topics.sh --create --topic " + topic.name()
                                    + " --partitions " + topic.partitions() + " --replication-factor "
                                    + settings.replicas() + " --config retention.ms="
                                    + topic.retention().toMillis() + " --config min.insync.replicas="
                                    + settings.inSync()),
                    failure);
        }
        return failure;
    }

    private NewTopic newTopic(Needed topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) settings.replicas())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(topic.retention().toMillis()),
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        Integer.toString(settings.inSync())));
    }

    /**
     * Waits until every partition has a leader. Of a topic that was created a moment ago the broker may report only some
     * partitions, and a fan-out consumer, which assigns partitions to itself, would miss the others until the next check.
     */
    private Map<String, TopicDescription> awaitLeaders(List<Needed> needed)
            throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + UNTIL_THERE_ARE_LEADERS.toNanos();
        while (true) {
            Map<String, TopicDescription> now = describe(needed);
            if (now.size() == needed.size() && now.values().stream().allMatch(Topics::hasLeaders)) {
                return now;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new LeaderNotAvailableException("partitions have no leader: " + leaderless(needed, now));
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private static boolean hasLeaders(TopicDescription topic) {
        return !topic.partitions().isEmpty()
                && topic.partitions().stream().allMatch(partition -> partition.leader() != null);
    }

    private static List<String> leaderless(List<Needed> needed, Map<String, TopicDescription> now) {
        List<String> names = new ArrayList<>();
        for (Needed topic : needed) {
            TopicDescription description = now.get(topic.name());
            if (description == null) {
                names.add(topic.name());
                continue;
            }
            for (TopicPartitionInfo partition : description.partitions()) {
                if (partition.leader() == null) {
                    names.add(topic.name() + "[" + partition.partition() + "]");
                }
            }
        }
        return names;
    }
}

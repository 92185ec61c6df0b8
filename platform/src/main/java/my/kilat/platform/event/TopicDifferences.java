package my.kilat.platform.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares existing topics with what is needed, and raises what is too low: partitions, retention,
 * {@code min.insync.replicas}. Values above what is needed are kept. A change that the broker refuses becomes a complaint that
 * names the command for it, and the service works with the topic as it is.
 */
final class TopicDifferences {
    private static final Logger LOG = LoggerFactory.getLogger(TopicDifferences.class);

    private final Admin admin;
    private final KafkaSettings settings;
    private final List<String> complaints = new ArrayList<>();

    TopicDifferences(Admin admin, KafkaSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** Raises what is too low; returns what could not be raised. */
    List<String> level(List<Topics.Needed> needed, Map<String, TopicDescription> there)
            throws ExecutionException, InterruptedException {
        Map<String, Config> configs = configs(there);
        for (Topics.Needed topic : needed) {
            TopicDescription is = there.get(topic.name());
            if (is == null) {
                continue;
            }
            if (is.partitions().size() < topic.partitions()) {
                raisePartitions(topic, is.partitions().size());
            }
            int copies = is.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            if (copies < settings.replicas()) {
                complaints.add(String.format(
                                Locale.ROOT,
                                "%s has %d copies of a partition, and KAFKA_REPLICATION asks for %d; more are made by:",
                                topic.name(),
                                copies,
                                settings.replicas())
                        + " kafka-reassign-partitions.sh --execute");
            }
            Config config = configs.get(topic.name());
            if (config != null) {
                levelConfig(topic, copies, config);
            }
        }
        return complaints;
    }

    /** The settings of the topics that this client may read. */
    private Map<String, Config> configs(Map<String, TopicDescription> there)
            throws ExecutionException, InterruptedException {
        Map<String, Config> configs = new HashMap<>();
        for (var answer : admin.describeConfigs(there.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values()
                .entrySet()) {
            try {
                configs.put(answer.getKey().name(), answer.getValue().get());
            } catch (ExecutionException e) {
                requireRefusal(e);
                LOG.info(
                        "the settings of {} are not shown to us: {}",
                        answer.getKey().name(),
                        e.toString());
            }
        }
        return configs;
    }

    private void raisePartitions(Topics.Needed topic, int is) throws ExecutionException, InterruptedException {
        try {
            admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(topic.partitions())))
                    .all()
                    .get();
            LOG.info("{} had {} partitions and now has {}", topic.name(), is, topic.partitions());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidPartitionsException) {
                // Another instance was faster.
                return;
            }
            requireRefusal(e);
            complaints.add(String.format(
                            Locale.ROOT,
                            "%s has %d partitions instead of %d, and the broker does not let us raise that (%s); do it by:",
                            topic.name(),
                            is,
                            topic.partitions(),
                            refusal(e))
                    + String.format(
                            Locale.ROOT,
                            " kafka-topics.sh --alter --topic %s --partitions %d",
                            topic.name(),
                            topic.partitions()));
        }
    }

    private void levelConfig(Topics.Needed topic, int copies, Config config)
            throws ExecutionException, InterruptedException {
        long retention = number(config, TopicConfig.RETENTION_MS_CONFIG, -1);
        if (retention >= 0 && retention < topic.retention().toMillis()) {
            set(
                    topic,
                    TopicConfig.RETENTION_MS_CONFIG,
                    retention,
                    topic.retention().toMillis());
        }
        if (retention < 0 || retention > Inbox.KEPT.toMillis()) {
            complaints.add(String.format(
                            Locale.ROOT,
                            "%s keeps records for longer than the %d days for which it is remembered that they were applied;",
                            topic.name(),
                            Inbox.KEPT.toDays())
                    + " should a group lose its place, older ones would be applied again; shorten it by:"
                    + command(
                            topic,
                            TopicConfig.RETENTION_MS_CONFIG,
                            topic.retention().toMillis()));
        }
        long inSync = number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, settings.inSync());
        if (inSync < settings.inSync() && copies >= settings.inSync()) {
            set(topic, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync, settings.inSync());
        }
    }

    private static long number(Config config, String name, long fallback) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? fallback : Long.parseLong(entry.value());
    }

    private void set(Topics.Needed topic, String name, long is, long wanted)
            throws ExecutionException, InterruptedException {
        try {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry(name, Long.toString(wanted)), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            LOG.info("{} of {} was {} and now is {}", name, topic.name(), is, wanted);
        } catch (ExecutionException e) {
            requireRefusal(e);
            complaints.add(String.format(
                            Locale.ROOT,
                            "%s of %s is %d instead of %d, and the broker does not let us change that (%s); do it by:",
                            name,
                            topic.name(),
                            is,
                            wanted,
                            refusal(e))
                    + command(topic, name, wanted));
        }
    }

    private static String command(Topics.Needed topic, String name, long value) {
        return String.format(
                Locale.ROOT,
                " kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%d",
                topic.name(),
                name,
                value);
    }

    private static String refusal(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    /** Rethrows a failure that may be temporary. */
    private static void requireRefusal(ExecutionException e) throws ExecutionException {
        if (!(e.getCause() instanceof ApiException) || e.getCause() instanceof RetriableException) {
            throw e;
        }
    }
}

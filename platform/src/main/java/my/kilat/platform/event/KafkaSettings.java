package my.kilat.platform.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import my.kilat.platform.settings.Environment;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Where the broker is and how events are retried.
 *
 * @param brokers {@code KAFKA_BROKERS}, host:port separated by commas, default {@code localhost:9092}
 * @param replicas {@code KAFKA_REPLICATION}, copies of each partition of topics that we create, default 1
 * @param attempts {@code EVENT_ATTEMPTS}, how often an event is tried before it goes to the dead letters, default 10
 * @param firstPause {@code EVENT_RETRY_FIRST}, before the second attempt, doubled each time, default 200ms
 * @param longestPause {@code EVENT_RETRY_LONGEST}, the pause never grows beyond, default 10s
 */
public record KafkaSettings(
        List<String> brokers, int replicas, int attempts, Duration firstPause, Duration longestPause) {

    /** An instance that died is noticed after this long, and its partitions go to the others. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    /** Reads the settings. */
    public static KafkaSettings from(Environment environment) {
        return new KafkaSettings(
                environment.list("KAFKA_BROKERS", List.of("localhost:9092")),
                environment.integer("KAFKA_REPLICATION", 1, 1, 9),
                environment.integer("EVENT_ATTEMPTS", 10, 1, 100),
                environment.duration("EVENT_RETRY_FIRST", Duration.ofMillis(200)),
                environment.duration("EVENT_RETRY_LONGEST", Duration.ofSeconds(10)));
    }

    /** How long to wait after this many failed attempts (1 and up). */
    Duration pauseAfter(int failedAttempts) {
        long millis = firstPause.toMillis() << Math.min(failedAttempts - 1, 20);
        return Duration.ofMillis(Math.min(millis, longestPause.toMillis()));
    }

    Map<String, Object> admin() {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000);
    }

    /**
     * For events out of the outbox: acknowledged by all replicas, in order, and never given up while the process lives;
     * a record that expired here could be overtaken by its successors.
     */
    Map<String, Object> reliableProducer(String client) {
        return Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, client),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.MAX_VALUE),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    }

    /** For events that are stale in seconds: sent together, never waited for, dropped when the broker is away. */
    Map<String, Object> hastyProducer(String client) {
        return Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, client),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 10),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0),
                // What was learnt about a topic is kept: to ask again after a pause would cost the first event of it.
                Map.entry(
                        ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                        Duration.ofDays(3650).toMillis()),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    }

    /** For reading along without a group: from a place that the reader chooses, remembering nothing. */
    Map<String, Object> onlooker(String client) {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, client),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000),
                Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
                Map.entry(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000));
    }

    /** For a group's reader, which takes at most so many records at once. */
    Map<String, Object> consumer(String group, String client, int mostRecords) {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, group),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, client),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        List.of(CooperativeStickyAssignor.class.getName())),
                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis()),
                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) SESSION.toMillis() / 3),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000),
                Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
                Map.entry(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000));
    }
}

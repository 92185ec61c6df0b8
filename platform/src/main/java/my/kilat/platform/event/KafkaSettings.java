package my.kilat.platform.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's address, and how events are retried.
 *
 * @param brokers {@code KAFKA_BROKERS}, host:port separated by commas, default {@code localhost:9092}
 * @param security {@code KAFKA_SECURITY_PROTOCOL}, {@code KAFKA_SASL_*}, {@code KAFKA_SSL_*}: for every client
 * @param replicas {@code KAFKA_REPLICATION}, replication factor of topics that we create, default 1
 * @param inSync {@code KAFKA_MIN_INSYNC}, replicas that must have a record before it counts as written, default 2 with
 *     three replicas or more and 1 with fewer
 * @param lookEvery {@code KAFKA_LOOK_EVERY}, how often topics are checked, default 30s
 * @param attempts {@code EVENT_ATTEMPTS}, how often an event is tried before it becomes a dead letter, default 10
 * @param longestWait {@code EVENT_WAIT}, how long an event waits for another one that it depends on before it becomes a
 *     dead letter, default 24h
 * @param firstPause {@code EVENT_RETRY_FIRST}, the pause before the second attempt, doubled each time, default 200ms
 * @param longestPause {@code EVENT_RETRY_LONGEST}, the upper limit of that pause, default 10s
 */
public record KafkaSettings(
        List<String> brokers,
        KafkaSecurity security,
        int replicas,
        int inSync,
        Duration lookEvery,
        int attempts,
        Duration longestWait,
        Duration firstPause,
        Duration longestPause) {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSettings.class);
    private static final int ENOUGH_REPLICAS = 3;
    private static final Duration MOST_OFTEN = Duration.ofSeconds(1);
    private static final Duration LEAST_OFTEN = Duration.ofSeconds(60);

    /** An instance that died is detected after this long, and its partitions are reassigned. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    /**
     * How long the broker keeps a request for records when it has none; the first record that comes answers it at once. Partitions
     * that were paused when it was sent are not read before it is answered, so it bounds how long they wait after that.
     */
    private static final int REST_MILLIS = 1_000;

    /**
     * The pause before a consumer repeats a request that has failed. The thread that sends its heartbeats also wakes that
     * often, at rest as well.
     */
    private static final int RETRY_MILLIS = 500;

    /** Reads the settings. */
    public static KafkaSettings from(Environment environment) {
        int replicas = environment.integer("KAFKA_REPLICATION", 1, 1, 9);
        Duration lookEvery = environment.duration("KAFKA_LOOK_EVERY", Duration.ofSeconds(30));
        if (lookEvery.compareTo(MOST_OFTEN) < 0 || lookEvery.compareTo(LEAST_OFTEN) > 0) {
            throw new SettingsException("KAFKA_LOOK_EVERY has to be from 1s to 60s");
        }
        return new KafkaSettings(
                environment.list("KAFKA_BROKERS", List.of("localhost:9092")),
                KafkaSecurity.from(environment),
                replicas,
                environment.integer("KAFKA_MIN_INSYNC", replicas >= ENOUGH_REPLICAS ? 2 : 1, 1, replicas),
                lookEvery,
                environment.integer("EVENT_ATTEMPTS", 10, 1, 100),
                environment.duration("EVENT_WAIT", Duration.ofHours(24)),
                environment.duration("EVENT_RETRY_FIRST", Duration.ofMillis(200)),
                environment.duration("EVENT_RETRY_LONGEST", Duration.ofSeconds(10)));
    }

    /**
     * Warns of settings that risk data outside of development. A single broker is a legitimate choice, so it does not
     * prevent the start.
     */
    public void warn(Environment environment) {
        if (environment.development()) {
            return;
        }
        if (replicas < ENOUGH_REPLICAS || inSync < 2) {
            LOG.warn(
                    "KAFKA_REPLICATION is {} and KAFKA_MIN_INSYNC {}: events that Kafka has acknowledged are lost with the"
                            + " disk of one broker; with three brokers or more set them to 3 and 2",
                    replicas,
                    inSync);
        }
        if (!security.protocol().tls()) {
            LOG.warn("KAFKA_SECURITY_PROTOCOL is {}: events cross the network in the clear", security);
        }
    }

    /** The pause after this many failed attempts (1 and up). */
    Duration pauseAfter(int failedAttempts) {
        long millis = firstPause.toMillis() << Math.min(failedAttempts - 1, 20);
        return Duration.ofMillis(Math.min(millis, longestPause.toMillis()));
    }

    /** Properties of every client: addresses, protocol, authentication, certificates. */
    public Map<String, Object> connection() {
        Map<String, Object> config = new HashMap<>(security.config());
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return config;
    }

    /** Properties of every client, and the given ones. */
    @SafeVarargs
    private Map<String, Object> connection(Map.Entry<String, ?>... more) {
        Map<String, Object> config = connection();
        for (Map.Entry<String, ?> entry : more) {
            config.put(entry.getKey(), entry.getValue());
        }
        return config;
    }

    Map<String, Object> admin() {
        return connection(
                Map.entry(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
                Map.entry(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000));
    }

    /**
     * For the outbox: records are acknowledged by all replicas, in order, and do not expire, since later ones could overtake an
     * expired one. Only a record that the producer has not accepted yet times out, so that the relay reports an unreachable
     * broker.
     */
    Map<String, Object> reliableProducer(String client) {
        return connection(
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, client),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    }

    /**
     * For events that are outdated in seconds: sent at once, and dropped while the broker is away. Only one request is under
     * way, so that what comes meanwhile goes in the next one, together.
     */
    Map<String, Object> liveProducer(String client) {
        return connection(
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, client),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0),
                // Metadata is kept: fetching it again after a pause would cost the first event of the topic.
                Map.entry(
                        ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                        Duration.ofDays(3650).toMillis()),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    }

    /** As {@link #reliableProducer}, with a delivery timeout, for records whose sender waits for the result. */
    Map<String, Object> boundedProducer(String client) {
        Map<String, Object> config = reliableProducer(client);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        return config;
    }

    /** For reading without a group, from offsets that the consumer chooses and does not commit. */
    Map<String, Object> fanOutConsumer(String client) {
        return connection(
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, client),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                // Applies only when the chosen offset is out of range, because the topic was created again.
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000),
                Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
                Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, REST_MILLIS),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) lookEvery.toMillis()),
                Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    }

    /** For a consumer group; a poll returns {@code mostRecords} at most. */
    Map<String, Object> consumer(String group, String client, int mostRecords) {
        return connection(
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
                Map.entry(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_MILLIS),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords),
                Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
                Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, REST_MILLIS),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) lookEvery.toMillis()),
                Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    }
}

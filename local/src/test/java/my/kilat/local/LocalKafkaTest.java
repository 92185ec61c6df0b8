package my.kilat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {
    private static final String TOPIC = "booking.events";

    @TempDir
    private Path home;

    private final List<LocalServer> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.reversed().forEach(LocalServer::kill);
    }

    @Test
    void withZooKeeperABrokerThatWasKilledComesBackWithItsRecords() throws Exception {
        LocalZooKeeper zooKeeper = zooKeeper();
        LocalKafka kafka = LocalKafka.withZooKeeper(home.resolve("kafka"), 0, home.resolve("kafka.log"), zooKeeper);
        started.add(kafka);
        zooKeeper.launch();
        kafka.launch();
        kafka.awaitReady();
        makeTopic(kafka);
        send(kafka, "requested");

        kafka.kill();
        kafka.start();
        send(kafka, "accepted");

        // As when the whole machine loses its processes at once.
        kafka.kill();
        zooKeeper.kill();
        zooKeeper.start();
        kafka.start();
        send(kafka, "delivered");

        kafka.stop();
        zooKeeper.stop();
        assertThat(kafka.isRunning()).isFalse();
        assertThat(zooKeeper.isRunning()).isFalse();
        zooKeeper.start();
        kafka.start();
        assertThat(read(kafka, 3)).containsExactly("requested", "accepted", "delivered");
    }

    @Test
    void withoutZooKeeperABrokerThatWasKilledComesBackWithItsRecords() throws Exception {
        LocalKafka kafka = started(LocalKafka.kraft(home.resolve("kafka"), 0, home.resolve("kafka.log")));
        int port = kafka.port();
        makeTopic(kafka);
        send(kafka, "requested");

        kafka.kill();
        kafka.start();
        send(kafka, "accepted");

        kafka.stop();
        kafka.start();
        assertThat(read(kafka, 2)).containsExactly("requested", "accepted");
        assertThat(kafka.port()).isEqualTo(port);
    }

    @Test
    void aBrokerThatItsOwnerLeftBehindGivesWayToTheNext() {
        LocalKafka abandoned = started(LocalKafka.kraft(home.resolve("kafka"), 0, home.resolve("kafka.log")));
        long orphan = abandoned.pid().orElseThrow();

        LocalKafka next = started(LocalKafka.kraft(home.resolve("kafka"), 0, home.resolve("kafka.log")));

        assertThat(ProcessHandle.of(orphan).filter(Processes::isAlive)).isEmpty();
        assertThat(next.isRunning()).isTrue();
    }

    @Test
    void aPausedBrokerAnswersNobodyUntilItIsResumed() throws Exception {
        LocalKafka kafka = TestServers.newKafka();
        started.add(kafka);
        makeTopic(kafka);

        kafka.pause();
        assertThatThrownBy(() -> send(kafka, "lost", Duration.ofSeconds(2))).hasCauseInstanceOf(TimeoutException.class);

        kafka.resume();
        send(kafka, "accepted");
        assertThat(read(kafka, 1)).containsExactly("accepted");

        kafka.pause();
        kafka.stop();
        assertThat(kafka.isRunning()).isFalse();
    }

    @Test
    void aTopicIsNotMadeByAskingForIt() {
        LocalKafka kafka = TestServers.kafka();
        assertThat(TestServers.kafka()).as("shared by all tests").isSameAs(kafka);

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("no.such.topic"))
                            .allTopicNames()
                            .get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    private LocalZooKeeper zooKeeper() {
        var zooKeeper = new LocalZooKeeper(home.resolve("zookeeper"), 0, home.resolve("zookeeper.log"));
        started.add(zooKeeper);
        return zooKeeper;
    }

    private LocalKafka started(LocalKafka kafka) {
        started.add(kafka);
        kafka.start();
        return kafka;
    }

    private static void makeTopic(LocalKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static void send(LocalKafka kafka, String value) throws ExecutionException, InterruptedException {
        send(kafka, value, Duration.ofSeconds(20));
    }

    private static void send(LocalKafka kafka, String value, Duration patience)
            throws ExecutionException, InterruptedException {
        int millis = (int) patience.toMillis();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "acks",
                "all",
                "linger.ms",
                0,
                "request.timeout.ms",
                millis,
                "delivery.timeout.ms",
                millis,
                "max.block.ms",
                millis);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "key", value)).get();
        }
    }

    private static List<String> read(LocalKafka kafka, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", "reader",
                "auto.offset.reset", "earliest");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach((ConsumerRecord<String, String> each) -> values.add(each.value()));
            }
        }
        return values;
    }
}

package my.kilat.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A JVM of some locale that starts every server in a directory, uses each once, and ends them all. */
final class ServersAbroad {
    private static final String TOPIC = "booking.events";

    private ServersAbroad() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createDirectories(Path.of(arguments[0], "a pläce, of 'pets' 100%"));
        // As this JVM writes a number when it is not told how.
        System.out.println(String.format("%s[%d]", TOPIC, 0));
        LocalPostgres postgres = LocalPostgres.durable(home.resolve("postgres"), 0, home.resolve("postgres.log"));
        var zooKeeper = new LocalZooKeeper(home.resolve("zookeeper"), 0, home.resolve("zookeeper.log"));
        var ofZooKeeper = LocalKafka.withZooKeeper(home.resolve("kafka"), 0, home.resolve("kafka.log"), zooKeeper);
        LocalKafka alone = LocalKafka.kraft(home.resolve("kraft"), 0, home.resolve("kraft.log"));
        List<LocalServer> all = List.of(alone, ofZooKeeper, zooKeeper, postgres);
        try {
            zooKeeper.launch();
            ofZooKeeper.launch();
            alone.launch();
            postgres.start();
            query(postgres, home);
            zooKeeper.awaitReady();
            for (LocalKafka kafka : List.of(ofZooKeeper, alone)) {
                kafka.awaitReady();
                sendAndRead(kafka);
            }
        } finally {
            all.forEach(LocalServer::kill);
        }
    }

    private static void query(LocalPostgres postgres, Path home) throws Exception {
        Path script = home.resolve("script.sql");
        Files.writeString(script, "CREATE TABLE pet (name text); INSERT INTO pet VALUES ('Milo');");
        postgres.run(script);
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM pet")) {
            result.next();
            System.out.println("postgres " + result.getLong(1) + " row");
        }
    }

    private static void sendAndRead(LocalKafka kafka) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "key", "requested")).get(20, TimeUnit.SECONDS);
        }
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            System.out.println("kafka " + consumer.poll(Duration.ofSeconds(20)).count() + " record");
        }
    }
}

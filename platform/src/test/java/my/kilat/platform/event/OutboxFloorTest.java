package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.Limits;
import my.kilat.platform.background.Parts;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.settings.Environment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions of somebody else that stay open make the relay neither read more nor pass an event over. */
class OutboxFloorTest {
    private static final int EVENTS = 10;

    private final Environment environment = Recorder.environment(Map.of("DB_POOL_MAX", "4"));
    private Database database;
    private OutboxRelay relay;

    @BeforeEach
    void open() throws Exception {
        KafkaSettings kafka = KafkaSettings.from(environment);
        try (Admin admin = new Brokers(kafka).admin()) {
            new Topics(admin, kafka).ensure(Set.of(Topic.BOOKING));
        }
        database = Database.open(DatabaseSettings.from(environment, "notes"), "notes", new SimpleMeterRegistry());
        relay = new OutboxRelay(
                "notes",
                database,
                () -> {},
                () -> new KafkaProducer<>(KafkaSettings.from(environment).reliableProducer("floor")),
                new Parts("notes", Limits.from(environment), new SimpleMeterRegistry()).essential("relay"));
    }

    @AfterEach
    void close() {
        relay.close();
        database.close();
    }

    private Connection connect() throws Exception {
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(
                                environment.text("DB_HOST"), environment.text("DB_PORT"), environment.text("DB_NAME")),
                environment.text("DB_USER"),
                environment.text("DB_PASSWORD"));
        connection.setAutoCommit(false);
        return connection;
    }

    private static BookingCompleted event(UUID booking, int number) {
        return new BookingCompleted(
                booking, Integer.toString(number), UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now());
    }

    private void commit(List<BookingCompleted> some) {
        database.run(tx -> new Outbox(InstantSource.system(), () -> {}).append(tx, some));
    }

    private void round() {
        UUID booking = UUID.randomUUID();
        commit(IntStream.range(0, EVENTS).mapToObj(i -> event(booking, i)).toList());
        assertThat(relay.relayOnce().published()).isGreaterThanOrEqualTo(EVENTS);
    }

    /** Entries of its index that have been read, those of deleted rows too. */
    private long entriesRead() {
        TestSql.texts(database, "select pg_stat_force_next_flush()");
        return TestSql.number(
                database, "select idx_tup_read from pg_stat_user_indexes where indexrelname = 'outbox_pkey'");
    }

    @Test
    void whatARoundReadsDoesNotGrowWhileASnapshotIsOpen() throws Exception {
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("select count(*) from outbox");
            List<Long> reads = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                long before = entriesRead();
                round();
                reads.add(entriesRead() - before);
            }
            List<Long> last = reads.subList(100, 200).stream().sorted().toList();
            assertThat(last.get(last.size() / 2))
                    .as("entries read in a round of " + EVENTS + " events; in each: " + reads)
                    .isLessThan(40 * EVENTS);
        }
    }

    @Test
    void anEventThatIsCommittedLateIsNotPassedOver() throws Exception {
        try (Connection other = connect()) {
            insert(other, EnvelopeCodec.seal(event(UUID.randomUUID(), 1), Instant.now()));
            for (int i = 0; i < 100; i++) {
                round();
            }
            assertThat(relay.relayOnce().published()).isZero();
            other.commit();
        }
        assertThat(relay.relayOnce().published()).isEqualTo(1);
    }

    /** As by a replica that took over and lacks the latest transactions. */
    @Test
    void eventsWhoseNumbersAreGivenOutAgainAreFoundAtOnce() throws Exception {
        for (int i = 0; i < 100; i++) {
            round();
        }
        assertThat(relay.relayOnce().published()).isZero();
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            statement.execute("select setval('outbox_number', 10)");
            other.commit();
            insert(other, EnvelopeCodec.seal(event(UUID.randomUUID(), 1), Instant.now()));
            commit(List.of(event(UUID.randomUUID(), 2)));
            assertThat(relay.relayOnce().published()).isEqualTo(1);
            other.commit();
        }
        assertThat(relay.relayOnce().published()).isEqualTo(1);
    }

    /** An event of another process. */
    private static void insert(Connection connection, EnvelopeCodec.Sealed event) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into outbox (lane, event_id, topic, event_key, event_type, envelope)"
                        + " values (?, ?, ?, ?, ?, ?)")) {
            statement.setInt(1, Outbox.laneOf(event.key()));
            statement.setObject(2, event.id());
            statement.setString(3, event.topic());
            statement.setString(4, event.key());
            statement.setString(5, event.type());
            statement.setBytes(6, event.envelope());
            statement.execute();
        }
    }
}

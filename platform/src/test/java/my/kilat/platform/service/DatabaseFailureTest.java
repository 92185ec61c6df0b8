package my.kilat.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.contract.identity.Role;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestPostgres;
import my.kilat.local.TestServers;
import my.kilat.platform.database.Sql;
import my.kilat.platform.event.Subscription;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.PostgresAdmin;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service whose database is there and does not do what it should: nothing is lost, and nobody has to restart it. */
class DatabaseFailureTest {
    private static final Sql EFFECT = Sql.of("insert into effect (instance, key, value) values ('x', :key, :value)");

    private static final Duration SOON = Duration.ofSeconds(30);

    private static TestPostgres postgres;
    private static PostgresAdmin admin;
    private static TestService service;
    private static EventProbe events;

    @BeforeAll
    static void start() {
        postgres = TestServers.newPostgres();
        TestDatabase database = postgres.createDatabase(false);
        admin = new PostgresAdmin(postgres.server(), database.name());
        Environment environment = TestService.environment(
                false,
                Map.of(
                        "DB_PORT",
                        Integer.toString(database.port()),
                        "DB_NAME",
                        database.name(),
                        "DB_POOL_WAIT",
                        "1s",
                        "EVENT_ATTEMPTS",
                        "2"));
        service = TestService.start(environment, new NotesService((_, assembly) -> {
            assembly.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS)
                    .on(
                            BookingCompleted.class,
                            (tx, delivery) -> tx.update(
                                    EFFECT,
                                    values -> values.text(
                                                    "key",
                                                    delivery.event().bookingId().toString())
                                            .text("value", delivery.event().bookingNumber()))));
        }));
        events = new EventProbe(TestServers.kafka().bootstrapServers());
    }

    @AfterAll
    static void stop() {
        service.close();
        events.close();
        postgres.close();
    }

    private static void publish(UUID booking, int number) {
        events.publish(new BookingCompleted(
                booking, Integer.toString(number), UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now()));
    }

    private static long effectsOf(List<UUID> bookings) {
        return bookings.stream()
                .mapToLong(booking ->
                        Long.parseLong(admin.ask("select count(*) from effect where key = '" + booking + "'")))
                .sum();
    }

    private static ApiClient.Answer create() {
        return service.client(Role.OWNER).post("/notes", Map.of("text", "a walk"));
    }

    private static String databaseCheck() {
        return service.client()
                .get("/readiness")
                .json()
                .path("checks")
                .path("database")
                .asText();
    }

    private static List<UUID> someBookings() {
        return Stream.generate(UUID::randomUUID).limit(15).toList();
    }

    private static void assertNoDeadLetterOf(List<UUID> bookings) {
        List<String> keys = bookings.stream().map(UUID::toString).toList();
        assertThat(events.all(seen -> seen.topic().equals(Topic.BOOKING.deadLetters()) && keys.contains(seen.key())))
                .isEmpty();
    }

    /** The trouble begins while it runs; it ends, and everything goes on by itself. */
    private static void assertSurvives(Runnable begin, String said, String readiness, Runnable end) {
        List<UUID> bookings = someBookings();
        create().expect(201);
        begin.run();
        try {
            assertRefuses(bookings, said, readiness);
        } finally {
            end.run();
        }
        await().atMost(SOON).until(() -> service.client().get("/readiness").status() == 200);
        create().expect(201);
        await().atMost(SOON).until(() -> effectsOf(bookings) == bookings.size());
        assertNoDeadLetterOf(bookings);
    }

    private static void assertRefuses(List<UUID> bookings, String said, String readiness) {
        await("the first who notices may have lost its connection")
                .until(() -> create().expect(503).error().equals(said));
        for (int i = 0; i < 10; i++) {
            ApiClient.Answer refused = create().expect(503);
            assertThat(refused.error()).isEqualTo(said);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        }
        bookings.forEach(booking -> publish(booking, 1));
        await().atMost(SOON).until(() -> databaseCheck().equals(readiness));
        assertThat(service.client().get("/readiness").status()).isEqualTo(503);
        assertThat(service.client().get("/health").status())
                .as("no restart would help")
                .isEqualTo(200);
        await("some turns of the consumer")
                .during(Duration.ofSeconds(3))
                .until(() -> databaseCheck().equals(readiness));
    }

    @Test
    void aServerThatTurnsReadOnly() {
        assertSurvives(
                () -> admin.set("default_transaction_read_only", "on"),
                "the database takes no changes for now; try again later",
                "is read-only",
                () -> admin.set("default_transaction_read_only", "off"));
    }

    /** Only new sessions are read-only, and stay so when the database no longer is: the pool has to let them go. */
    @Test
    void aDatabaseWhoseNewSessionsAreReadOnly() {
        String name = admin.ask("select current_database()");
        assertSurvives(
                () -> {
                    admin.run("alter database " + name + " set default_transaction_read_only = on");
                    admin.endSessions();
                },
                "the database takes no changes for now; try again later",
                "is read-only",
                () -> onAnother("alter database " + name + " reset default_transaction_read_only"));
    }

    private static void onAnother(String sql) {
        new PostgresAdmin(postgres.server(), "postgres").run(sql);
    }

    /** What an operator does who wants to be alone: the role may not connect any more. */
    @Test
    void aRoleThatIsLockedOut() {
        String name = admin.ask("select current_database()");
        assertSurvives(
                () -> {
                    onAnother("alter database " + name + " allow_connections false");
                    onAnother("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + name
                            + "'");
                },
                "the service cannot reach its database; try again in a moment",
                "cannot be reached",
                () -> onAnother("alter database " + name + " allow_connections true"));
    }

    /** Somebody holds a lock: each event waits for it, is put aside, and never counted out. */
    @Test
    void aLockThatSomebodyHolds() {
        List<UUID> bookings =
                IntStream.range(0, 4).mapToObj(_ -> UUID.randomUUID()).toList();
        String name = admin.ask("select current_database()");
        onAnother("alter database " + name + " set lock_timeout = '50ms'");
        admin.endSessions();
        await().atMost(SOON).until(() -> service.client().get("/readiness").status() == 200);
        try {
            new PostgresAdmin(postgres.server(), name).during("lock table effect in exclusive mode", () -> {
                bookings.forEach(booking -> publish(booking, 1));
                await("more turns than attempts").atMost(SOON).until(() -> refusals() >= 8);
            });
            await().atMost(SOON).until(() -> effectsOf(bookings) == bookings.size());
            assertNoDeadLetterOf(bookings);
            assertThat(create().status()).isEqualTo(201);
        } finally {
            onAnother("alter database " + name + " reset lock_timeout");
        }
    }

    /** How often an event has been tried again. */
    private static double refusals() {
        return service.client()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("kilat_events_retries_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestPostgres;
import my.kilat.local.TestServers;
import my.kilat.platform.background.Limits;
import my.kilat.platform.background.Parts;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.settings.Environment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever dies, comes twice, or is away: each committed event has its effect once, and a key keeps its order. */
class EventDeliveryTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static EventProbe events;

    @BeforeAll
    static void watch() {
        events = new EventProbe(TestServers.kafka().bootstrapServers());
    }

    @AfterAll
    static void stopWatching() {
        events.close();
    }

    private static BookingCompleted event(UUID booking, int number) {
        return new BookingCompleted(
                booking, Integer.toString(number), UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now());
    }

    private static Database open(Environment environment) {
        return Database.open(DatabaseSettings.from(environment, "notes"), "notes", new SimpleMeterRegistry());
    }

    /** Commits an event the way a service does whose process dies before its relay is woken. */
    private static void commitAndDie(Environment environment, BookingCompleted event) {
        try (Database database = open(environment)) {
            database.run(tx -> new Outbox(InstantSource.system(), () -> {}).append(tx, event));
        }
    }

    @Test
    void aCrashBetweenCommitAndPublishLosesNothing() {
        Environment environment = Recorder.environment(Map.of());
        UUID booking = UUID.randomUUID();
        commitAndDie(environment, event(booking, 1));
        try (Recorder service = Recorder.start(environment)) {
            await().atMost(SOON).until(() -> service.valuesOf(booking).equals(List.of("1")));
            await().atMost(SOON).until(() -> service.waiting() == 0);
        }
        assertThat(events.all(EventType.BOOKING_COMPLETED, booking)).hasSize(1);
    }

    @Test
    void aRolledBackChangePublishesNothing() {
        try (Recorder service = Recorder.start(Recorder.environment(Map.of()))) {
            UUID rolledBack = UUID.randomUUID();
            UUID committed = UUID.randomUUID();
            assertThatThrownBy(() -> service.database().run(tx -> {
                        new Outbox(InstantSource.system(), () -> {}).append(tx, event(rolledBack, 1));
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            service.publish(event(committed, 1));
            await().atMost(SOON).until(() -> service.valuesOf(committed).equals(List.of("1")));
            assertThat(events.all(EventType.BOOKING_COMPLETED, rolledBack)).isEmpty();
        }
    }

    @Test
    void aCrashBetweenPublishAndMarkPublishesAgainAndHasItsEffectOnce() {
        Environment environment = Recorder.environment(Map.of());
        UUID booking = UUID.randomUUID();
        commitAndDie(environment, event(booking, 1));
        try (Database database = open(environment);
                Producer<String, byte[]> real =
                        new KafkaProducer<>(KafkaSettings.from(environment).reliableProducer("crash"))) {
            OutboxRelay relay = new OutboxRelay(
                    "notes",
                    database,
                    () -> {},
                    () -> afterEachSend(real, topic -> killBackends(environment)),
                    new Parts("notes", Limits.from(environment), new SimpleMeterRegistry()).essential("relay"));
            assertThatThrownBy(relay::relayOnce).isNotNull();
        }
        try (Recorder service = Recorder.start(environment)) {
            await().atMost(SOON)
                    .until(() ->
                            events.all(EventType.BOOKING_COMPLETED, booking).size() == 2);
            await().atMost(SOON).until(() -> service.waiting() == 0);
            service.publish(event(booking, 2));
            await().atMost(SOON).until(() -> service.valuesOf(booking).contains("2"));
            assertThat(service.valuesOf(booking)).containsExactly("1", "2");
            await("the event that was published twice, and the next one")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(events.all(EventType.BOOKING_COMPLETED, booking).stream()
                                    .map(EventProbe.Seen::id)
                                    .distinct())
                            .hasSize(2));
        }
    }

    @Test
    void anEventThatTheProducerDoesNotTakeInIsNotOvertakenByTheNext() {
        Environment environment = Recorder.environment(Map.of());
        UUID booking = UUID.randomUUID();
        commitAndDie(environment, event(booking, 1));
        commitAndDie(environment, event(booking, 2));
        AtomicInteger sends = new AtomicInteger();
        try (Database database = open(environment);
                Producer<String, byte[]> real =
                        new KafkaProducer<>(KafkaSettings.from(environment).reliableProducer("refusal"))) {
            OutboxRelay relay = new OutboxRelay(
                    "notes",
                    database,
                    () -> {},
                    () -> refusingTheFirst(real, sends),
                    new Parts("notes", Limits.from(environment), new SimpleMeterRegistry()).essential("relay"));
            assertThatThrownBy(relay::relayOnce).hasMessageContaining("the broker does not take events");
            assertThat(sends).hasValue(1);
            assertThat(Recorder.waiting(database)).isEqualTo(2);
        }
        assertThat(events.all(EventType.BOOKING_COMPLETED, booking)).isEmpty();
    }

    private static Producer<String, byte[]> refusingTheFirst(Producer<String, byte[]> real, AtomicInteger sends) {
        return intercepting(real, (method, arguments) -> {
            if (method.equals("send") && sends.incrementAndGet() == 1) {
                return Optional.of(CompletableFuture.failedFuture(new TimeoutException("no place for it in time")));
            }
            return Optional.empty();
        });
    }

    /** Says what a call answers instead of what it would; nothing to let it through. */
    private interface Interception {
        Optional<Object> call(String method, Object[] arguments) throws Exception;
    }

    @SuppressWarnings("unchecked")
    private static Producer<String, byte[]> intercepting(Producer<String, byte[]> real, Interception interception) {
        return (Producer<String, byte[]>) Proxy.newProxyInstance(
                EventDeliveryTest.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                (proxy, method, arguments) -> {
                    Optional<Object> answer = interception.call(method.getName(), arguments);
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @SuppressWarnings("unchecked")
    private static Producer<String, byte[]> afterEachSend(Producer<String, byte[]> real, Consumer<String> action) {
        return (Producer<String, byte[]>) Proxy.newProxyInstance(
                EventDeliveryTest.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        if (method.getName().equals("send")) {
                            ((Future<?>) result).get();
                            action.accept("sent");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void killBackends(Environment environment) {
        try (Database killer = open(environment)) {
            TestSql.number(killer, """
                            select count(pg_terminate_backend(pid)) from pg_stat_activity
                            where datname = current_database() and pid <> pg_backend_pid()""");
        }
    }

    @Test
    void aCrashBetweenEffectAndCommitOfTheOffsetHasItsEffectOnce() throws Exception {
        Environment environment = Recorder.environment(Map.of());
        UUID booking = UUID.randomUUID();
        try (Recorder service = Recorder.start(environment)) {
            service.publish(event(booking, 1));
            await().atMost(SOON).until(() -> service.valuesOf(booking).equals(List.of("1")));
        }
        rewind(booking);
        try (Recorder service = Recorder.start(environment)) {
            service.publish(event(booking, 2));
            await().atMost(SOON).until(() -> service.valuesOf(booking).contains("2"));
            assertThat(service.valuesOf(booking)).containsExactly("1", "2");
        }
    }

    /** Puts the group back to before the booking's first event, where it stands when a process dies before committing. */
    private static void rewind(UUID booking) throws Exception {
        EventProbe.Seen first = events.all(EventType.BOOKING_COMPLETED, booking).getFirst();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            ConsumerGroup.RUNNER_BOOKINGS.id(),
                            Map.of(
                                    new TopicPartition(first.topic(), first.partition()),
                                    new OffsetAndMetadata(first.offset())))
                    .all()
                    .get();
        }
    }

    @Test
    void anEventThatComesThreeTimesHasItsEffectOnce() {
        try (Recorder service = Recorder.start(Recorder.environment(Map.of()))) {
            UUID booking = UUID.randomUUID();
            UUID id = UUID.randomUUID();
            events.publish(id, event(booking, 1));
            events.publish(id, event(booking, 1));
            events.publish(event(booking, 2));
            events.publish(id, event(booking, 1));
            events.publish(event(booking, 3));
            await().atMost(SOON).until(() -> service.valuesOf(booking).contains("3"));
            assertThat(service.valuesOf(booking)).containsExactly("1", "2", "3");
        }
    }

    @Test
    void anEventThatFailsForAWhileHoldsUpItsOwnKeyOnly() {
        UUID stuck = UUID.randomUUID();
        AtomicBoolean broken = new AtomicBoolean(true);
        try (Recorder service = Recorder.start(
                Recorder.environment(Map.of("EVENT_ATTEMPTS", "100", "EVENT_RETRY_LONGEST", "200ms")),
                "only",
                event ->
                        event.bookingId().equals(stuck) && event.bookingNumber().equals("1") && broken.get())) {
            List<UUID> others =
                    IntStream.range(0, 12).mapToObj(i -> UUID.randomUUID()).toList();
            events.publish(event(stuck, 1));
            events.publish(event(stuck, 2));
            others.forEach(other -> events.publish(event(other, 1)));
            events.publish(event(stuck, 3));
            await().atMost(SOON)
                    .until(() -> others.stream()
                            .allMatch(other -> service.valuesOf(other).equals(List.of("1"))));
            assertThat(service.valuesOf(stuck)).isEmpty();
            broken.set(false);
            await().atMost(SOON).until(() -> service.valuesOf(stuck).equals(List.of("1", "2", "3")));
        }
    }

    @Test
    void poisonGoesToTheDeadLettersAndComesBackWhenItIsMended() {
        UUID booking = UUID.randomUUID();
        AtomicBoolean broken = new AtomicBoolean(true);
        Environment environment = Recorder.environment(Map.of("EVENT_ATTEMPTS", "3"));
        try (Recorder service = Recorder.start(
                environment,
                "only",
                event -> event.bookingId().equals(booking)
                        && event.bookingNumber().equals("1")
                        && broken.get())) {
            UUID failing = events.publish(event(booking, 1));
            events.publish(event(booking, 2));
            events.send(Topic.BOOKING.wireName(), booking.toString(), "not json".getBytes(StandardCharsets.UTF_8));
            events.send(
                    Topic.BOOKING.wireName(),
                    booking.toString(),
                    "{\"id\":\"%s\",\"type\":\"booking.completed\",\"data\":{\"booking_id\":7}}"
                            .formatted(UUID.randomUUID())
                            .getBytes(StandardCharsets.UTF_8));
            events.send(
                    Topic.BOOKING.wireName(),
                    booking.toString(),
                    "{\"id\":\"%s\",\"type\":\"booking.unheard_of\",\"data\":{}}"
                            .formatted(UUID.randomUUID())
                            .getBytes(StandardCharsets.UTF_8));
            events.publish(event(booking, 3));
            await().atMost(SOON).until(() -> service.valuesOf(booking).equals(List.of("2", "3")));

            String letters = Topic.BOOKING.deadLetters();
            events.await(
                    "the failing event",
                    seen -> seen.topic().equals(letters) && seen.id().equals(failing.toString()));
            events.await(
                    "the broken record",
                    seen -> seen.topic().equals(letters)
                            && seen.envelope().path("unreadable").asText().equals("not json"));

            broken.set(false);
            DeadLetterQueue deadLetterQueue = DeadLetterQueue.of(Topic.BOOKING, KafkaSettings.from(environment));
            List<DeadLetterQueue.DeadLetter> replayed = new ArrayList<>();
            assertThat(deadLetterQueue.replay(letter -> letter.key().equals(booking.toString()), replayed::add))
                    .isEqualTo(3);
            assertThat(replayed).anySatisfy(letter -> {
                assertThat(letter.group()).isEqualTo(ConsumerGroup.RUNNER_BOOKINGS.id());
                assertThat(letter.error()).contains("told to fail on 1");
            });
            await().atMost(SOON).until(() -> service.valuesOf(booking).equals(List.of("2", "3", "1")));
            assertThat(deadLetterQueue.waiting(1_000).first())
                    .as("what cannot be read is there again; what was applied is not")
                    .noneMatch(letter -> letter.error().contains("told to fail on 1")
                            && letter.key().equals(booking.toString()));
        }
    }

    @Test
    void twoInstancesShareTheWorkAndKeepTheOrderOfEachKey() throws Exception {
        Environment environment = Recorder.environment(Map.of());
        List<UUID> bookings =
                IntStream.range(0, 40).mapToObj(i -> UUID.randomUUID()).toList();
        int each = 25;
        try (Recorder one = Recorder.start(environment, "one", event -> false);
                Recorder two = Recorder.start(environment, "two", event -> false);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            awaitBothReading(one);
            List<Future<?>> writers = new ArrayList<>();
            for (UUID booking : bookings) {
                Recorder writer = writers.size() % 2 == 0 ? one : two;
                writers.add(threads.submit(() ->
                        IntStream.rangeClosed(1, each).forEach(number -> writer.publish(event(booking, number)))));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            await().atMost(SOON).until(() -> one.valuesOf(bookings).size() >= bookings.size() * each);
            List<String> inOrder =
                    IntStream.rangeClosed(1, each).mapToObj(Integer::toString).toList();
            assertThat(bookings).allSatisfy(booking -> {
                assertThat(one.valuesOf(booking)).isEqualTo(inOrder);
                assertThat(events.all(EventType.BOOKING_COMPLETED, booking).stream()
                                .map(seen -> seen.data().path("booking_number").asText()))
                        .isEqualTo(inOrder);
            });
            assertThat(one.effects().stream().map(Recorder.Effect::instance).distinct())
                    .containsExactlyInAnyOrder("one", "two");
        }
    }

    /** The second one gets its partitions a moment after it has joined. */
    private static void awaitBothReading(Recorder one) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> {
            one.publish(event(UUID.randomUUID(), 1));
            return one.effects().stream()
                            .map(Recorder.Effect::instance)
                            .distinct()
                            .count()
                    == 2;
        });
    }

    @Test
    void aBrokerThatIsAwayForAMinuteDelaysEverythingAndLosesNothing() throws Exception {
        try (LocalKafka kafka = TestServers.newKafka()) {
            Environment environment = Recorder.environment(Map.of("KAFKA_BROKERS", kafka.bootstrapServers()));
            try (Recorder service = Recorder.start(environment)) {
                UUID booking = UUID.randomUUID();
                service.publish(event(booking, 1));
                await().atMost(SOON).until(() -> service.valuesOf(booking).equals(List.of("1")));

                kafka.kill();
                AtomicInteger number = new AtomicInteger(1);
                await("a minute of changes without a broker")
                        .pollInterval(Duration.ofMillis(250))
                        .during(Duration.ofSeconds(60))
                        .atMost(Duration.ofSeconds(75))
                        .until(() -> {
                            service.publish(event(booking, number.incrementAndGet()));
                            return service.valuesOf(booking).equals(List.of("1"));
                        });
                assertThat(service.waiting()).isEqualTo(number.get() - 1);

                kafka.start();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> service.valuesOf(booking).size() >= number.get());
                assertThat(service.valuesOf(booking))
                        .isEqualTo(IntStream.rangeClosed(1, number.get())
                                .mapToObj(Integer::toString)
                                .toList());
                assertThat(service.waiting()).isZero();
            }
        }
    }

    @Test
    void aDatabaseThatIsAwayDelaysEventsAndSendsNoneToTheDeadLetters() {
        try (TestPostgres postgres = TestServers.newPostgres()) {
            TestDatabase database = postgres.createDatabase(false);
            Environment environment = Recorder.environment(Map.of(
                    "DB_PORT",
                    Integer.toString(database.port()),
                    "DB_NAME",
                    database.name(),
                    "DB_POOL_WAIT",
                    "1s",
                    "EVENT_ATTEMPTS",
                    "2"));
            try (Recorder service = Recorder.start(environment)) {
                UUID booking = UUID.randomUUID();
                events.publish(event(booking, 1));
                await().atMost(SOON).until(() -> service.valuesOf(booking).equals(List.of("1")));
                postgres.server().stop();
                events.publish(event(booking, 2));
                events.publish(event(booking, 3));
                await("a while without a database")
                        .during(Duration.ofSeconds(5))
                        .atMost(Duration.ofSeconds(7))
                        .until(() -> !service.database().state().equals(Database.OK));
                postgres.server().start();
                await().atMost(SOON)
                        .ignoreExceptions()
                        .until(() -> service.valuesOf(booking).equals(List.of("1", "2", "3")));
                assertThat(events.all(seen ->
                                seen.topic().endsWith(".dlq") && seen.key().equals(booking.toString())))
                        .isEmpty();
            }
        }
    }

    @Test
    void aConsumerThatStartsBeforeItsTopicReadsItFromTheBeginning() {
        try (LocalKafka kafka = TestServers.newKafka()) {
            Environment environment = Recorder.environment(Map.of("KAFKA_BROKERS", kafka.bootstrapServers()));
            try (Recorder service = Recorder.start(environment)) {
                Map<UUID, Boolean> bookings = new ConcurrentHashMap<>();
                IntStream.range(0, 20).forEach(i -> bookings.put(UUID.randomUUID(), true));
                bookings.keySet().forEach(booking -> service.publish(event(booking, 1)));
                await().atMost(SOON).until(() -> service.effects().size() == bookings.size());
            }
        }
    }
}

package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestServers;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.NotesService;
import org.junit.jupiter.api.Test;

/** What works in the background and fails is seen from outside, in words, and begins again. */
class BackgroundReportTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> QUICKLY =
            Map.of("NOT_READY_AFTER", "1s", "ALARM_AFTER", "1s", "KAFKA_LOOK_EVERY", "1s", "EVENT_ATTEMPTS", "3");

    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private final Set<UUID> mine = ConcurrentHashMap.newKeySet();
    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private TestService start(Map<String, String> more) {
        Map<String, String> settings = new java.util.HashMap<>(QUICKLY);
        settings.putAll(more);
        return TestService.start(
                TestService.environment(false, settings), new NotesService((_, service) -> consume(service)));
    }

    private void consume(Assembly service) {
        service.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS).on(BookingCompleted.class, (tx, delivery) -> {
            // The broker is shared, and events of other tests may come by.
            if (mine.contains(delivery.event().bookingId())) {
                throwIfTold(delivery.event().bookingNumber());
                tx.afterCommit(() -> applied.add(delivery.event().bookingNumber()));
            }
        }));
        service.fanOut(FanOutSubscription.ofKeys(key -> mine.contains(UUID.fromString(key)))
                .on(BookingCompleted.class, (_, event) -> {
                    String number = event.bookingNumber();
                    if (number.equals("unseen")) {
                        throw new NoClassDefFoundError("my/Missing");
                    }
                    seen.add(number);
                }));
    }

    private void throwIfTold(String number) {
        Throwable told = thrown.get();
        if (number.endsWith("!") && told != null) {
            switch (told) {
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                default -> throw new IllegalStateException(told);
            }
        }
    }

    private BookingCompleted event(UUID booking, String number) {
        mine.add(booking);
        return new BookingCompleted(booking, number, UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now());
    }

    private static JsonNode readiness(TestService service, int status) {
        await("readiness " + status)
                .atMost(SOON)
                .until(() -> service.client().get("/readiness").status() == status);
        return service.client().get("/readiness").json();
    }

    private static String alarm(TestService service, String name) {
        await("the alarm " + name)
                .atMost(SOON)
                .until(() ->
                        service.client().get("/readiness").json().path("alarms").has(name));
        return service.client()
                .get("/readiness")
                .json()
                .path("alarms")
                .path(name)
                .asText();
    }

    private static void noAlarm(TestService service, String name) {
        await("no alarm " + name)
                .atMost(SOON)
                .until(() -> !service.client()
                        .get("/readiness")
                        .json()
                        .path("alarms")
                        .has(name));
    }

    @Test
    void aRelayThatFailsForAFaultOfOurOwnTakesTheServiceAwayAndSaysWhy() {
        NotesService notes = new NotesService((_, assembly) -> consume(assembly));
        try (TestService service = TestService.start(false, QUICKLY, notes)) {
            UUID booking = UUID.randomUUID();
            TestSql.execute(notes.context().database(), "alter table outbox rename envelope to parcel");
            assertThat(readiness(service, 503).path("checks").path("relay").asText())
                    .contains("has failed for")
                    .contains("column \"envelope\" does not exist");
            assertThat(service.client().get("/health").status())
                    .as("a restart would not help")
                    .isEqualTo(200);
            assertThat(alarm(service, "relay")).contains("does not exist");
            assertThat(service.client().get("/metrics").text())
                    .contains("kilat_alarm{name=\"relay\",service=\"notes\"} 1.0")
                    .contains("kilat_background_failing{part=\"relay\",service=\"notes\"} 1.0");

            TestSql.execute(notes.context().database(), "alter table outbox rename parcel to envelope");
            readiness(service, 200);
            notes.context().database().run(tx -> notes.context().outbox().append(tx, event(booking, "1")));
            await().atMost(SOON).until(() -> applied.contains("1"));
            noAlarm(service, "relay");
        }
    }

    @Test
    void aHandlerWithoutItsClassesIsNoFaultOfTheEvent() {
        try (EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
                TestService service = start(Map.of())) {
            UUID booking = UUID.randomUUID();
            thrown.set(new NoClassDefFoundError("my/Missing"));
            events.publish(event(booking, "1!"));
            assertThat(readiness(service, 503)
                            .path("checks")
                            .path("service-runner-bookings")
                            .asText())
                    .contains("NoClassDefFoundError: my/Missing");
            thrown.set(null);
            readiness(service, 200);
            await().atMost(SOON).until(() -> applied.equals(List.of("1!")));
            assertThat(events.all(event ->
                            event.topic().endsWith(".dlq") && event.key().equals(booking.toString())))
                    .isEmpty();
        }
    }

    @Test
    void anErrorThatIsTheFaultOfTheEventCountsAsAnAttempt() {
        try (EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
                TestService ignored = start(Map.of())) {
            UUID booking = UUID.randomUUID();
            thrown.set(new StackOverflowError());
            UUID poison = events.publish(event(booking, "1!"));
            events.publish(event(booking, "2"));
            events.await(
                    "the dead letter",
                    event -> event.topic().endsWith(".dlq") && event.id().equals(poison.toString()));
            await().atMost(SOON).until(() -> applied.equals(List.of("2")));
        }
    }

    @Test
    void whatIsAwayElsewhereDoesNotCountAndIsAlarmedAndGoesOnByItself() {
        try (EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
                TestService service = start(Map.of("EVENT_RETRY_LONGEST", "100ms"))) {
            UUID booking = UUID.randomUUID();
            thrown.set(new Failure.Unavailable("the provider is away"));
            events.publish(event(booking, "1!"));
            events.publish(event(booking, "2"));
            events.publish(event(UUID.randomUUID(), "other"));
            await().atMost(SOON).until(() -> applied.equals(List.of("other")));
            assertThat(alarm(service, "service-runner-bookings"))
                    .contains("work has waited for")
                    .contains("the provider is away");
            assertThat(service.client().get("/readiness").status()).isEqualTo(200);
            thrown.set(null);
            await().atMost(SOON).until(() -> applied.equals(List.of("other", "1!", "2")));
            noAlarm(service, "service-runner-bookings");
            assertThat(events.all(event ->
                            event.topic().endsWith(".dlq") && event.key().equals(booking.toString())))
                    .as("many more than three attempts, none of which counted")
                    .isEmpty();
        }
    }

    @Test
    void aFanOutThatAnErrorEndsGoesOn() {
        try (EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
                TestService ignored = start(Map.of())) {
            UUID booking = UUID.randomUUID();
            events.publish(event(booking, "before"));
            events.publish(event(booking, "unseen"));
            events.publish(event(booking, "after"));
            await().atMost(SOON).until(() -> seen.equals(List.of("before", "after")));
        }
    }

    @Test
    void withoutABrokerTheServiceStaysReadyAndCallsAPerson() {
        try (LocalKafka kafka = TestServers.newKafka();
                TestService service = start(Map.of("KAFKA_BROKERS", kafka.bootstrapServers()))) {
            kafka.kill();
            assertThat(alarm(service, "topics")).contains("has failed for");
            service.client(my.kilat.contract.identity.Role.OWNER)
                    .post("/notes", Map.of("text", "x"))
                    .expect(201);
            assertThat(alarm(service, "relay")).isNotBlank();
            JsonNode readiness = readiness(service, 200);
            assertThat(readiness.path("checks").path("topics").asText()).isEqualTo("ok");
            assertThat(readiness.at("/parts/topics/state").asText()).isEqualTo("failing");
            assertThat(service.client()
                            .get("/health")
                            .expect(200)
                            .json()
                            .path("alarms")
                            .has("topics"))
                    .isTrue();
            kafka.start();
            noAlarm(service, "topics");
            noAlarm(service, "relay");
        }
    }
}

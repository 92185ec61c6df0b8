package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestServers;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.NotesService;
import my.kilat.platform.settings.Environment;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that could not be applied are counted, call a person, and go back in order: all, one, or none. */
class DeadLetterQueueTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final Set<UUID> broken = ConcurrentHashMap.newKeySet();
    private LocalKafka kafka;
    private EventProbe events;
    private TestService service;
    private DeadLetterQueue deadLetterQueue;

    @BeforeEach
    void start() {
        kafka = TestServers.newKafka();
        events = new EventProbe(kafka.bootstrapServers());
        Environment environment = TestService.environment(
                false,
                Map.of(
                        "KAFKA_BROKERS", kafka.bootstrapServers(),
                        "KAFKA_LOOK_EVERY", "1s",
                        "EVENT_ATTEMPTS", "1",
                        "EVENT_RETRY_LONGEST", "200ms"));
        service = TestService.start(environment, new NotesService((_, assembly) -> consume(assembly)));
        deadLetterQueue = DeadLetterQueue.of(Topic.BOOKING, KafkaSettings.from(environment));
    }

    @AfterEach
    void stop() {
        service.close();
        events.close();
        kafka.close();
    }

    private void consume(Assembly assembly) {
        assembly.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS).on(BookingCompleted.class, (tx, delivery) -> {
            if (broken.contains(delivery.event().bookingId())) {
                throw new IllegalStateException(
                        "told to fail: " + delivery.event().bookingNumber());
            }
            tx.afterCommit(() -> applied.add(note(delivery.event())));
        }));
    }

    private static String note(BookingCompleted event) {
        return event.bookingId() + " " + event.bookingNumber();
    }

    private void publish(UUID booking, int number) {
        events.publish(new BookingCompleted(
                booking, Integer.toString(number), UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now()));
    }

    private static List<String> notes(UUID booking, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> booking + " " + number)
                .toList();
    }

    private List<String> of(UUID booking) {
        return applied.stream()
                .filter(note -> note.startsWith(booking.toString()))
                .toList();
    }

    private UUID fail(int count) {
        UUID booking = UUID.randomUUID();
        broken.add(booking);
        long before = deadLetterQueue.waiting(0).count();
        IntStream.rangeClosed(1, count).forEach(number -> publish(booking, number));
        await("letters").atMost(SOON).until(() -> deadLetterQueue.waiting(0).count() == before + count);
        assertThat(deadLetterQueue.waiting((int) before + count).first().stream()
                        .filter(letter -> letter.key().equals(booking.toString()))
                        .map(letter -> letter.error().replaceFirst(".*: ", "")))
                .as("letters of one key are stored in the order of their events")
                .containsExactlyElementsOf(IntStream.rangeClosed(1, count)
                        .mapToObj(Integer::toString)
                        .toList());
        return booking;
    }

    private String metric() {
        return service.client()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("kilat_dead_letters{topic=\"booking.events\"}"))
                .findFirst()
                .orElse("");
    }

    private boolean alarms() {
        return service.client().get("/health").expect(200).json().path("alarms").has("dead-letters");
    }

    @Test
    void theyAreCountedAndCallAPersonUntilTheyAreBackInTheOrderOfTheirKey() {
        UUID one = fail(3);
        UUID two = fail(2);
        await("the metric").atMost(SOON).until(() -> metric().endsWith(" 5.0"));
        await("the alarm").atMost(SOON).until(this::alarms);
        assertThat(service.client().get("/readiness").status()).isEqualTo(200);

        DeadLetterQueue.Waiting waiting = deadLetterQueue.waiting(4);
        assertThat(waiting.count()).isEqualTo(5);
        assertThat(waiting.first())
                .as("looking is bounded, and changes nothing")
                .hasSize(4)
                .isEqualTo(deadLetterQueue.waiting(4).first())
                .allSatisfy(letter -> assertThat(letter.error()).contains("told to fail"));

        broken.clear();
        assertThat(deadLetterQueue.replay(_ -> true, _ -> {})).isEqualTo(5);
        await().atMost(SOON).until(() -> applied.size() == 5);
        assertThat(of(one)).isEqualTo(notes(one, 3));
        assertThat(of(two)).isEqualTo(notes(two, 2));
        await("the metric").atMost(SOON).until(() -> metric().endsWith(" 0.0"));
        await("no alarm").atMost(SOON).until(() -> !alarms());
        assertThat(deadLetterQueue.replay(_ -> true, _ -> {}))
                .as("a letter is sent back once")
                .isZero();
    }

    @Test
    void oneMayGoBackAndOneBeDiscardedWhileTheOthersWait() {
        UUID booking = fail(4);
        broken.clear();
        List<DeadLetterQueue.DeadLetter> letters = deadLetterQueue.waiting(10).first();
        String third = letters.get(2).id();
        assertThat(deadLetterQueue.replay(letter -> letter.id().equals(third), _ -> {}))
                .isEqualTo(1);
        await().atMost(SOON).until(() -> applied.equals(List.of(booking + " 3")));
        assertThat(deadLetterQueue.waiting(10).count()).isEqualTo(3);

        String second = letters.get(1).id();
        assertThat(deadLetterQueue.discard(letter -> letter.id().equals(second), "a duplicate of 17", _ -> {}))
                .isEqualTo(1);
        assertThat(deadLetterQueue.waiting(10).first().stream().map(DeadLetterQueue.DeadLetter::id))
                .containsExactly(letters.get(0).id(), letters.get(3).id());
        await("the note is no letter").atMost(SOON).until(() -> metric().endsWith(" 2.0"));

        assertThat(deadLetterQueue.replay(_ -> true, _ -> {})).isEqualTo(2);
        await().atMost(SOON).until(() -> applied.size() == 3);
        assertThat(applied).containsExactly(booking + " 3", booking + " 1", booking + " 4");
        assertThat(deadLetterQueue.waiting(10)).isEqualTo(new DeadLetterQueue.Waiting(0, List.of()));
    }

    @Test
    void anEndInTheMiddleIsGoneOnFromAndNothingIsAppliedTwice() {
        UUID booking = fail(130);
        broken.clear();
        List<DeadLetterQueue.DeadLetter> sent = new ArrayList<>();
        assertThatThrownBy(() -> deadLetterQueue.replay(_ -> true, letter -> {
                    sent.add(letter);
                    if (sent.size() == 115) {
                        throw new IllegalStateException("the process ends here");
                    }
                }))
                .hasMessage("the process ends here");
        assertThat(deadLetterQueue.waiting(0).count()).isEqualTo(30);
        assertThat(deadLetterQueue.replay(_ -> true, _ -> {})).isEqualTo(30);
        await().atMost(SOON).until(() -> applied.size() >= 130);
        assertThat(applied).isEqualTo(notes(booking, 130));
    }

    @Test
    void twoAtOnceSendNothingBackTwice() throws Exception {
        fail(120);
        broken.clear();
        Set<String> ids = ConcurrentHashMap.newKeySet();
        List<String> twice = new CopyOnWriteArrayList<>();
        int sum = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> replays = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                replays.add(threads.submit(() -> replay(ids, twice)));
            }
            for (Future<Integer> replay : replays) {
                sum += replay.get();
            }
        }
        assertThat(sum).isEqualTo(120);
        assertThat(twice).isEmpty();
        await().atMost(SOON).until(() -> applied.size() == 120);
    }

    private int replay(Set<String> ids, List<String> twice) {
        try {
            return deadLetterQueue.replay(_ -> true, letter -> {
                if (!ids.add(letter.id())) {
                    twice.add(letter.id());
                }
            });
        } catch (FaultException e) {
            assertThat(e).hasMessageContaining("another replay of booking.events.dlq is under way");
            return 0;
        }
    }

    @Test
    void aMissingTopicForThemHoldsUpTheLetterAlone() throws Exception {
        UUID booking = UUID.randomUUID();
        broken.add(booking);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicSurgery.delete(admin, Topic.BOOKING.deadLetters());
        }
        publish(booking, 1);
        Set<UUID> others = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            UUID other = UUID.randomUUID();
            others.add(other);
            publish(other, 1);
        }
        await().atMost(SOON).until(() -> applied.size() == others.size());
        await("it is made anew, and the letter stored")
                .atMost(SOON)
                .until(() -> deadLetterQueue.waiting(0).count() == 1);
    }
}

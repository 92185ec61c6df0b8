package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.NotesService;
import my.kilat.platform.settings.Environment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics are there already, are given more partitions, and are made anew, while services run and before they start. */
class TopicChangeTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String BOOKINGS = Topic.BOOKING.wireName();

    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private NotesService notes = new NotesService();
    private LocalKafka kafka;
    private Admin admin;

    @BeforeEach
    void startKafka() {
        kafka = TestServers.newKafka();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterEach
    void stopKafka() {
        admin.close(Duration.ZERO);
        kafka.close();
    }

    private Environment environment() {
        return TestService.environment(
                false, Map.of("KAFKA_BROKERS", kafka.bootstrapServers(), "KAFKA_LOOK_EVERY", "1s"));
    }

    private TestService start(Environment environment) {
        notes = new NotesService((_, service) -> read(service));
        return TestService.start(environment, notes);
    }

    /** Notes are written as key and number. */
    private void read(Assembly service) {
        service.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS)
                .on(
                        BookingCompleted.class,
                        (tx, delivery) -> tx.afterCommit(() -> applied.add(note(delivery.event())))));
        service.fanOut(
                FanOutSubscription.ofKeys(_ -> true).on(BookingCompleted.class, (_, event) -> seen.add(note(event))));
    }

    private static String note(BookingCompleted event) {
        return event.bookingId() + " " + event.bookingNumber();
    }

    private static BookingCompleted event(UUID booking, int number) {
        return new BookingCompleted(
                booking, Integer.toString(number), UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now());
    }

    private void publish(UUID booking, int number) {
        notes.context().database().run(tx -> notes.context().outbox().append(tx, event(booking, number)));
    }

    private static List<UUID> bookings(int count) {
        return IntStream.range(0, count).mapToObj(i -> UUID.randomUUID()).toList();
    }

    /** Of any forty keys, one time in five, one of six partitions gets none. */
    private static List<UUID> bookingsOnEveryPartition(int count, int partitions) {
        while (true) {
            List<UUID> drawn = bookings(count);
            long hit = drawn.stream()
                    .map(booking -> BuiltInPartitioner.partitionForKey(
                            booking.toString().getBytes(StandardCharsets.UTF_8), partitions))
                    .distinct()
                    .count();
            if (hit == partitions) {
                return drawn;
            }
        }
    }

    private static List<String> notesOf(UUID booking, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> booking + " " + number)
                .toList();
    }

    private static List<String> of(UUID booking, List<String> all) {
        return all.stream().filter(note -> note.startsWith(booking.toString())).toList();
    }

    private List<Integer> partitionsUsed(EventProbe events) {
        return events.all(event -> event.topic().equals(BOOKINGS)).stream()
                .map(EventProbe.Seen::partition)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void topicsThatExistWithTooLittleAreRaisedAndWithMoreAreLeft() throws Exception {
        TopicSurgery.create(admin, BOOKINGS, 1, Map.of("retention.ms", "60000"));
        TopicSurgery.create(admin, Topic.BOOKING.deadLetters(), 3, Map.of());
        TopicSurgery.create(admin, Topic.RUNNER.wireName(), 9, Map.of("retention.ms", "1000000000"));
        try (TestService service = start(environment())) {
            assertThat(TopicSurgery.partitions(admin, BOOKINGS)).isEqualTo(6);
            assertThat(TopicSurgery.config(admin, BOOKINGS)).containsEntry("retention.ms", "604800000");
            assertThat(TopicSurgery.partitions(admin, Topic.BOOKING.deadLetters()))
                    .isEqualTo(3);
            assertThat(TopicSurgery.partitions(admin, Topic.RUNNER.wireName())).isEqualTo(9);
            assertThat(TopicSurgery.config(admin, Topic.RUNNER.wireName())).containsEntry("retention.ms", "1000000000");
            assertThat(service.client().get("/readiness").json().has("alarms")).isFalse();
            UUID booking = UUID.randomUUID();
            publish(booking, 1);
            await().atMost(SOON).until(() -> seen.equals(notesOf(booking, 1)) && applied.equals(seen));
        }
    }

    @Test
    void recordsThatAreKeptForLongerThanTheyAreRememberedCallAPerson() {
        TopicSurgery.create(admin, BOOKINGS, 6, Map.of("retention.ms", "-1"));
        try (TestService service = start(environment())) {
            assertThat(service.client()
                            .get("/readiness")
                            .expect(200)
                            .json()
                            .at("/alarms/topics")
                            .asText())
                    .contains("booking.events keeps records for longer than the 15 days")
                    .endsWith("--entity-name booking.events --add-config retention.ms=604800000");
        }
    }

    @Test
    void copiesThatAreMissingCallAPersonAndMoreThanThereAreBrokersIsSaidSo() {
        TopicSurgery.create(admin, BOOKINGS, 6, Map.of());
        TopicSurgery.create(admin, Topic.BOOKING.deadLetters(), 1, Map.of());
        KafkaSettings three = KafkaSettings.from(environment().with(Map.of("KAFKA_REPLICATION", "3")));
        try {
            assertThat(new Topics(admin, three).ensure(Set.of(Topic.BOOKING)).complaints())
                    .anySatisfy(complaint -> assertThat(complaint)
                            .startsWith(
                                    "booking.events has 1 copies of a partition, and KAFKA_REPLICATION asks for 3"));
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> new Topics(admin, three).ensure(Set.of(Topic.TRACKING)))
                    .hasMessageContaining("the broker does not make tracking.events")
                    .hasMessageContaining("replication factor");
        } catch (java.util.concurrent.ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keys move to other partitions, and none of their events overtakes another, neither in groups nor in fan-outs. */
    @Test
    void partitionsThatAreRaisedWhileItRunsAreReadAndUsedAndKeysKeepTheirOrder() throws Exception {
        try (EventProbe _ = new EventProbe(kafka.bootstrapServers());
                TestService ignored = start(environment())) {
            readAsIfOtherServicesDid();
            List<UUID> bookings = bookingsOnEveryPartition(40, 12);
            bookings.forEach(booking -> publish(booking, 1));
            await().atMost(SOON).until(() -> applied.size() == bookings.size());

            TopicSurgery.raise(admin, BOOKINGS, 12);
            int[] number = {1};
            Set<Integer> used = new java.util.TreeSet<>();
            await("keys on the new partitions, while events go on")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        number[0]++;
                        bookings.forEach(booking -> publish(booking, number[0]));
                        readAsIfOtherServicesDid();
                        for (int partition = 6; partition < 12; partition++) {
                            if (end(partition) > 0) {
                                used.add(partition);
                            }
                        }
                        return used.size() == 6;
                    });
            publishMore(bookings, number);
            int last = number[0];
            await().atMost(SOON).until(() -> applied.size() == bookings.size() * last);
            await().atMost(SOON).until(() -> seen.size() >= bookings.size() * last);
            assertThat(bookings).allSatisfy(booking -> {
                assertThat(of(booking, applied)).isEqualTo(notesOf(booking, last));
                assertThat(of(booking, seen)).isEqualTo(notesOf(booking, last));
            });
        }
    }

    private void publishMore(List<UUID> bookings, int[] number) {
        for (int i = 0; i < 3; i++) {
            number[0]++;
            bookings.forEach(booking -> publish(booking, number[0]));
        }
    }

    private long end(int partition) throws Exception {
        TopicPartition asked = new TopicPartition(BOOKINGS, partition);
        return Offsets.next(admin, List.of(asked)).get(asked);
    }

    /** Commits for the groups of services that do not run here what they would have read. */
    private void readAsIfOtherServicesDid(ConsumerGroup<?>... but) throws Exception {
        for (ConsumerGroup<?> group : ConsumerGroup.all()) {
            if (group.topic() == Topic.BOOKING
                    && group != ConsumerGroup.RUNNER_BOOKINGS
                    && !List.of(but).contains(group)) {
                commitEnds(group, "");
            }
        }
    }

    private void commitEnds(ConsumerGroup<?> group, String topicId) throws Exception {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < TopicSurgery.partitions(admin, BOOKINGS); i++) {
            partitions.add(new TopicPartition(BOOKINGS, i));
        }
        Map<TopicPartition, OffsetAndMetadata> ends = new java.util.HashMap<>();
        Offsets.next(admin, partitions)
                .forEach((partition, offset) -> ends.put(partition, new OffsetAndMetadata(offset, topicId)));
        admin.alterConsumerGroupOffsets(group.id(), ends).all().get();
    }

    /** Offsets of a topic that is gone say nothing of what has been read of this one. */
    @Test
    void asLongAsAGroupIsBehindKeysStayWhereTheyAre() throws Exception {
        try (EventProbe events = new EventProbe(kafka.bootstrapServers());
                TestService ignored = start(environment())) {
            List<UUID> bookings = bookings(60);
            bookings.forEach(booking -> publish(booking, 1));
            await().atMost(SOON).until(() -> applied.size() == bookings.size());
            TopicSurgery.raise(admin, BOOKINGS, 12);
            await("some rounds of looking at the topics")
                    .during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> {
                        publish(bookings.getFirst(), 2);
                        readAsIfOtherServicesDid(ConsumerGroup.PAYMENT_BOOKINGS);
                        commitEnds(
                                ConsumerGroup.PAYMENT_BOOKINGS,
                                Uuid.randomUuid().toString());
                        return partitionsUsed(events).stream().allMatch(partition -> partition < 6);
                    });
            bookings.forEach(booking -> publish(booking, 3));
            await().atMost(SOON)
                    .until(() -> Stream.of(bookings.getLast())
                            .allMatch(booking -> of(booking, applied).contains(booking + " 3")));
            assertThat(partitionsUsed(events)).allMatch(partition -> partition < 6);
        }
    }

    @Test
    void aTopicThatIsMadeAnewIsReadFromItsBeginning() throws Exception {
        try (TestService ignored = start(environment())) {
            List<UUID> before = bookings(30);
            IntStream.rangeClosed(1, 5).forEach(number -> before.forEach(booking -> publish(booking, number)));
            await().atMost(SOON).until(() -> applied.size() == 150 && seen.size() == 150);

            TopicSurgery.delete(admin, BOOKINGS);
            // What the broker still takes in while it deletes is lost with the topic, so events come when it is there
            // anew.
            await().atMost(SOON).until(() -> TopicSurgery.exists(admin, BOOKINGS));
            List<UUID> after = bookings(30);
            IntStream.rangeClosed(1, 2).forEach(number -> after.forEach(booking -> publish(booking, number)));
            await().atMost(SOON).untilAsserted(() -> assertThat(applied).hasSize(210));
            await().atMost(SOON)
                    .until(() ->
                            after.stream().allMatch(booking -> of(booking, seen).containsAll(notesOf(booking, 2))));
            assertThat(after)
                    .allSatisfy(booking -> assertThat(of(booking, applied)).isEqualTo(notesOf(booking, 2)));
            await("no place beyond the end is remembered").atMost(SOON).untilAsserted(() -> {
                Map<TopicPartition, OffsetAndMetadata> committed = committed();
                for (int partition = 0; partition < 6; partition++) {
                    OffsetAndMetadata place = committed.get(new TopicPartition(BOOKINGS, partition));
                    assertThat(place == null ? 0 : place.offset()).isLessThanOrEqualTo(end(partition));
                }
            });
        }
    }

    /** Such an offset is within the new log, so that the broker has nothing against it. */
    @Test
    void anOffsetOfATopicThatIsGoneIsNotTakenForOneOfTheTopicThatIsThereNow() throws Exception {
        UUID booking = UUID.randomUUID();
        Map<TopicPartition, OffsetAndMetadata> ofTheFirst;
        try (TestService ignored = start(environment())) {
            IntStream.rangeClosed(1, 5).forEach(number -> publish(booking, number));
            await().atMost(SOON).until(() -> committed().values().stream().anyMatch(place -> place.offset() == 5));
            ofTheFirst = committed();
            TopicSurgery.delete(admin, BOOKINGS);
            await().atMost(SOON).until(() -> TopicSurgery.exists(admin, BOOKINGS));
            IntStream.rangeClosed(6, 15).forEach(number -> publish(booking, number));
            await().atMost(SOON).until(() -> applied.size() == 15);
        }
        admin.alterConsumerGroupOffsets(ConsumerGroup.RUNNER_BOOKINGS.id(), ofTheFirst)
                .all()
                .get();
        applied.clear();
        // With a database of its own, which has none of them in its inbox.
        try (TestService ignored = start(environment())) {
            await().atMost(SOON).until(() -> applied.contains(booking + " 15"));
            assertThat(applied)
                    .isEqualTo(IntStream.rangeClosed(6, 15)
                            .mapToObj(number -> booking + " " + number)
                            .toList());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws Exception {
        return admin.listConsumerGroupOffsets(ConsumerGroup.RUNNER_BOOKINGS.id())
                .partitionsToOffsetAndMetadata()
                .get();
    }
}

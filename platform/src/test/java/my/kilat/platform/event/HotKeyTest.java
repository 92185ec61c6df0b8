package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.local.TestServers;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.NotYetException;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.NotesService;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/** A key with a thousand events and more behind one that has to wait: the others go on, and it catches up. */
class HotKeyTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MANY = 1_200;

    private final UUID hot = UUID.randomUUID();
    private final List<UUID> elsewhere = IntStream.range(0, 60)
            .mapToObj(i -> UUID.randomUUID())
            .filter(key -> partition(key) != partition(hot))
            .toList();
    private final AtomicBoolean waits = new AtomicBoolean(true);
    private final AtomicInteger inOrder = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();

    private static int partition(UUID key) {
        return Utils.toPositive(Utils.murmur2(key.toString().getBytes())) % Topic.BOOKING.partitions();
    }

    private void consume(Assembly service) {
        service.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS).onBatch(BookingCompleted.class, this::take));
    }

    private void take(Tx tx, List<Delivery<BookingCompleted>> deliveries) {
        List<BookingCompleted> events = deliveries.stream().map(Delivery::event).toList();
        if (waits.get() && events.stream().anyMatch(event -> event.bookingId().equals(hot))) {
            throw new NotYetException("what it builds on has not come");
        }
        tx.afterCommit(() -> events.forEach(event -> {
            if (elsewhere.contains(event.bookingId())) {
                others.incrementAndGet();
            } else if (event.bookingId().equals(hot)) {
                int number = Integer.parseInt(event.bookingNumber());
                inOrder.compareAndSet(number - 1, number);
            }
        }));
    }

    private static BookingCompleted event(UUID booking, int number) {
        return new BookingCompleted(
                booking, Integer.toString(number), UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now());
    }

    @Test
    void aKeyWithManyWaitingHoldsUpNoOtherPartitionAndCatchesUpInOrder() {
        Map<String, String> settings = Map.of("EVENT_ATTEMPTS", "1", "EVENT_RETRY_LONGEST", "1s");
        try (EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
                TestService ignored = TestService.start(
                        TestService.environment(false, settings), new NotesService((_, service) -> consume(service)))) {
            IntStream.rangeClosed(1, MANY).forEach(number -> events.publish(event(hot, number)));
            elsewhere.forEach(other -> events.publish(event(other, 1)));
            await("the other partitions").atMost(SOON).until(() -> others.get() == elsewhere.size());
            assertThat(inOrder).hasValue(0);

            waits.set(false);
            await("all of it, in order").atMost(SOON).until(() -> inOrder.get() == MANY);
            assertThat(events.all(event -> event.topic().equals(Topic.BOOKING.deadLetters())
                            && event.key().equals(hot.toString())))
                    .as("waiting is no attempt")
                    .isEmpty();
        }
    }
}

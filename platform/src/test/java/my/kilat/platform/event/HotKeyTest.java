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
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.local.TestServers;
import my.kilat.platform.failure.NotYetException;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.service.NotesService;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/** A key with thousands of events behind one that has to wait: the others go on, and it catches up. */
class HotKeyTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MANY = 1_500;

    private static int partition(UUID key) {
        return Utils.toPositive(Utils.murmur2(key.toString().getBytes())) % Topic.BOOKING.partitions();
    }

    @Test
    void aKeyWithThousandsWaitingHoldsUpNoOtherPartitionAndCatchesUpInOrder() {
        UUID hot = UUID.randomUUID();
        AtomicBoolean waits = new AtomicBoolean(true);
        AtomicInteger next = new AtomicInteger(1);
        AtomicInteger others = new AtomicInteger();
        try (EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
                TestService ignored = TestService.start(
                        TestService.environment(false, Map.of("EVENT_ATTEMPTS", "1", "EVENT_RETRY_LONGEST", "1s")),
                        (environment, host) -> new NotesService(
                                environment,
                                host,
                                kernel -> kernel.consume(
                                        ConsumerGroup.RUNNER_BOOKINGS,
                                        new EventHandlers()
                                                .on(BookingAccepted.class, (tx, delivery) -> {})
                                                .on(BookingCancelled.class, (tx, delivery) -> {})
                                                .onBatch(BookingCompleted.class, (tx, deliveries) -> {
                                                    if (waits.get()
                                                            && deliveries.stream()
                                                                    .anyMatch(delivery -> delivery.event()
                                                                            .bookingId()
                                                                            .equals(hot))) {
                                                        throw new NotYetException("what it builds on has not come");
                                                    }
                                                    tx.afterCommit(() -> deliveries.forEach(delivery -> {
                                                        if (!delivery.event()
                                                                .bookingId()
                                                                .equals(hot)) {
                                                            others.incrementAndGet();
                                                        } else if (Integer.parseInt(delivery.event()
                                                                        .bookingNumber())
                                                                == next.get()) {
                                                            next.incrementAndGet();
                                                        }
                                                    }));
                                                }))))) {
            IntStream.rangeClosed(1, MANY).forEach(number -> events.publish(event(hot, number)));
            List<UUID> elsewhere = IntStream.range(0, 60)
                    .mapToObj(i -> UUID.randomUUID())
                    .filter(key -> partition(key) != partition(hot))
                    .toList();
            elsewhere.forEach(other -> events.publish(event(other, 1)));
            await("the other partitions").atMost(SOON).until(() -> others.get() == elsewhere.size());
            assertThat(next).hasValue(1);

            waits.set(false);
            await("all of it, in order").atMost(SOON).until(() -> next.get() == MANY + 1);
            assertThat(events.all(event -> event.topic().equals(Topic.BOOKING.deadLetters())
                            && event.key().equals(hot.toString())))
                    .as("waiting is no attempt")
                    .isEmpty();
            assertThat(events.all(EventType.BOOKING_COMPLETED, hot)).hasSize(MANY);
        }
    }

    private static BookingCompleted event(UUID booking, int number) {
        return new BookingCompleted(
                booking, Integer.toString(number), UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now());
    }
}

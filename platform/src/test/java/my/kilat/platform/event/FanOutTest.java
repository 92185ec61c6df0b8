package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.RunnerOffline;
import my.kilat.contract.event.RunnerOnline;
import my.kilat.contract.event.Topic;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.service.NotesService;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** Every instance sees every event, from its start on, of the keys it asks for. */
class FanOutTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Remembers what it saw of the keys it wants. */
    private static final class Witness {
        private final Set<String> wanted = ConcurrentHashMap.newKeySet();
        private final List<DomainEvent> seen = new CopyOnWriteArrayList<>();

        FanOutSubscription subscription() {
            return FanOutSubscription.ofKeys(wanted::contains)
                    .on(BookingCompleted.class, (_, completed) -> {
                        if (completed.bookingNumber().equals("bug")) {
                            throw new IllegalStateException("a bug of the listener");
                        }
                        seen.add(completed);
                    })
                    .on(RunnerOnline.class, (_, online) -> seen.add(online))
                    .on(RunnerOffline.class, (_, offline) -> seen.add(offline));
        }

        List<String> numbers() {
            return seen.stream()
                    .filter(BookingCompleted.class::isInstance)
                    .map(event -> ((BookingCompleted) event).bookingNumber())
                    .toList();
        }
    }

    private static TestService start(Environment environment, Witness witness) {
        return TestService.start(environment, new NotesService((_, service) -> service.fanOut(witness.subscription())));
    }

    @Test
    void aTypeHasOneListener() {
        FanOutSubscription subscription = FanOutSubscription.ofKeys(_ -> true).on(BookingEvent.class, (_, _) -> {});
        assertThat(subscription.topics()).containsExactly(Topic.BOOKING);
        assertThatThrownBy(() -> subscription.on(BookingCompleted.class, (_, _) -> {}))
                .hasMessageContaining("booking.completed");
    }

    private static BookingCompleted event(UUID booking, String number) {
        return new BookingCompleted(booking, number, UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now());
    }

    @Test
    void everyInstanceSeesEveryEventOfTheKeysItWantsFromItsStartOn() {
        UUID booking = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        Witness first = new Witness();
        Witness second = new Witness();
        first.wanted.addAll(List.of(booking.toString(), other.toString()));
        second.wanted.add(booking.toString());
        try (EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers())) {
            events.publish(event(booking, "before"));
            Environment environment = TestService.environment(false, Map.of());
            try (TestService ignored = start(environment, first);
                    TestService alsoIgnored = start(environment, second)) {
                events.publish(event(booking, "1"));
                events.publish(event(other, "2"));
                events.publish(event(UUID.randomUUID(), "3"));
                events.publish(event(booking, "4"));
                events.publish(new RunnerOffline(booking, Instant.now()));
                events.publish(new DeliveryInProgress(booking, "5", booking, booking, Instant.now(), Instant.now()));
                await().atMost(SOON).until(() -> first.seen.size() >= 4 && second.seen.size() >= 3);
            }
        }
        assertThat(first.numbers()).containsExactlyInAnyOrder("1", "2", "4").containsSubsequence("1", "4");
        assertThat(second.numbers()).containsExactly("1", "4");
        assertThat(second.seen).hasSize(3).anyMatch(RunnerOffline.class::isInstance);
    }

    @Test
    void whatCannotBeReadOrShownStopsNothing() {
        UUID booking = UUID.randomUUID();
        Witness witness = new Witness();
        witness.wanted.add(booking.toString());
        try (EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
                TestService ignored = start(TestService.environment(false, Map.of()), witness)) {
            events.send(Topic.BOOKING.wireName(), booking.toString(), "{".getBytes());
            events.send(
                    Topic.BOOKING.wireName(),
                    booking.toString(),
                    "{\"id\":\"%s\",\"type\":\"booking.completed\",\"data\":{\"booking_id\":7}}"
                            .formatted(UUID.randomUUID())
                            .getBytes());
            events.publish(event(booking, "bug"));
            events.publish(event(booking, "after"));
            await().atMost(SOON).until(() -> !witness.seen.isEmpty());
        }
        assertThat(witness.numbers()).containsExactly("after");
    }

    @Test
    void afterAnAbsenceOfTheBrokerNothingIsMissing() {
        UUID booking = UUID.randomUUID();
        Witness witness = new Witness();
        witness.wanted.add(booking.toString());
        try (LocalKafka kafka = TestServers.newKafka()) {
            Environment environment = TestService.environment(false, Map.of("KAFKA_BROKERS", kafka.bootstrapServers()));
            try (TestService ignored = start(environment, witness)) {
                try (EventProbe events = new EventProbe(kafka.bootstrapServers())) {
                    events.publish(event(booking, "before"));
                    await().atMost(SOON).until(() -> witness.numbers().equals(List.of("before")));
                }
                kafka.kill();
                kafka.start();
                try (EventProbe events = new EventProbe(kafka.bootstrapServers())) {
                    events.publish(event(booking, "after"));
                }
                await().atMost(SOON).until(() -> witness.seen.size() >= 2);
            }
        }
        assertThat(witness.numbers()).containsExactly("before", "after");
    }
}

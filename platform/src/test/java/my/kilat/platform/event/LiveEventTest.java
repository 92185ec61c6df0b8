package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.service.NotesService;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** Live events are never waited for; they get through all the same, from the first one on. */
class LiveEventTest {
    private static RunnerLocationUpdate position(UUID runner) {
        return position(runner, 0);
    }

    private static RunnerLocationUpdate position(UUID runner, double speed) {
        Instant now = Instant.now();
        return new RunnerLocationUpdate(runner, null, 3.1, 101.7, speed, 0, now, now);
    }

    @Test
    void whoWantsToKnowIsToldWhetherTheBrokerHasThem() {
        NotesService notes = new NotesService((context, _) -> context.live());
        try (LocalKafka broker = TestServers.newKafka();
                EventProbe events = new EventProbe(broker.bootstrapServers());
                TestService service =
                        TestService.start(false, Map.of("KAFKA_BROKERS", broker.bootstrapServers()), notes)) {
            UUID runner = UUID.randomUUID();
            LivePublisher live = notes.context().live();
            List<RunnerLocationUpdate> positions = Collections.nCopies(500, position(runner));
            assertThat(live.publish(positions, Duration.ofSeconds(20))).isTrue();
            broker.pause();
            assertThat(live.publish(positions, Duration.ofMillis(500))).isFalse();
            broker.resume();
            assertThat(live.publish(List.of(), Duration.ZERO)).isTrue();
            events.await(EventType.RUNNER_LOCATION_UPDATE, runner);
        }
    }

    @Test
    void theFirstOneArrives() {
        NotesService notes = new NotesService((context, _) -> context.live());
        try (LocalKafka broker = TestServers.newKafka();
                EventProbe events = new EventProbe(broker.bootstrapServers());
                TestService service =
                        TestService.start(false, Map.of("KAFKA_BROKERS", broker.bootstrapServers()), notes)) {
            UUID runner = UUID.randomUUID();
            notes.context().live().publish(position(runner));
            events.await(EventType.RUNNER_LOCATION_UPDATE, runner);
        }
    }

    @Test
    void whatComesInAFloodIsSentTogetherAndInOrder() {
        NotesService notes = new NotesService((context, _) -> context.live());
        int flood = 3_000;
        try (LocalKafka broker = TestServers.newKafka();
                EventProbe events = new EventProbe(broker.bootstrapServers())) {
            UUID runner = UUID.randomUUID();
            try (TestService service =
                    TestService.start(false, Map.of("KAFKA_BROKERS", broker.bootstrapServers()), notes)) {
                LivePublisher live = notes.context().live();
                for (int i = 1; i < flood; i++) {
                    live.publish(position(runner, i));
                }
                live.publish(List.of(position(runner, flood)));
                // The service stops at once: what has gathered is sent nevertheless.
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            events.all(EventType.RUNNER_LOCATION_UPDATE, runner).size() == flood);
            assertThat(events.all(EventType.RUNNER_LOCATION_UPDATE, runner))
                    .extracting(seen -> seen.data().path("speed_kmh").asInt())
                    .isSorted();
        }
    }

    /** Counts how often each speed was shown. */
    private static final class Shown {
        private final Map<Double, Integer> times = new ConcurrentHashMap<>();
        private final Set<String> wanted = ConcurrentHashMap.newKeySet();

        NotesService service() {
            return new NotesService((context, service) -> {
                var _ = context.live();
                service.fanOut(FanOutSubscription.ofKeys(wanted::contains)
                        .on(
                                RunnerLocationUpdate.class,
                                (_, position) -> times.merge(position.speedKmh(), 1, Integer::sum)));
            });
        }
    }

    @Test
    void listenersOfTheSameProcessGetItAtOnceAndOnceAndThoseOfOthersFromTheBroker() {
        Shown here = new Shown();
        Shown elsewhere = new Shown();
        UUID runner = UUID.randomUUID();
        here.wanted.add(runner.toString());
        elsewhere.wanted.add(runner.toString());
        NotesService notes = here.service();
        try (LocalKafka broker = TestServers.newKafka()) {
            Environment environment =
                    TestService.environment(false, Map.of("KAFKA_BROKERS", broker.bootstrapServers()));
            try (TestService _ = TestService.start(environment, notes);
                    TestService _ = TestService.start(environment, elsewhere.service())) {
                LivePublisher live = notes.context().live();
                broker.pause();
                live.publish(position(runner, 1));
                live.publish(List.of(position(runner, 2), position(UUID.randomUUID(), 3)));
                assertThat(here.times).isEqualTo(Map.of(1.0, 1, 2.0, 1));
                assertThat(elsewhere.times).isEmpty();
                UUID later = UUID.randomUUID();
                // It was not wanted when it was published; whoever wants it before it comes from the broker gets it.
                live.publish(position(later, 4));
                here.wanted.add(later.toString());
                elsewhere.wanted.add(later.toString());
                broker.resume();
                live.publish(position(runner, 5));
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> elsewhere.times.containsKey(5.0) && here.times.containsKey(4.0));
                assertThat(here.times).isEqualTo(Map.of(1.0, 1, 2.0, 1, 4.0, 1, 5.0, 1));
            }
        }
    }

    @Test
    void aListenerThatFailsKeepsNothingFromBeingPublished() {
        NotesService notes = new NotesService((context, service) -> {
            var _ = context.live();
            service.fanOut(FanOutSubscription.ofKeys(_ -> true).on(RunnerLocationUpdate.class, (_, _) -> {
                throw new IllegalStateException("a bug of the listener");
            }));
        });
        try (LocalKafka broker = TestServers.newKafka();
                EventProbe events = new EventProbe(broker.bootstrapServers());
                TestService _ = TestService.start(false, Map.of("KAFKA_BROKERS", broker.bootstrapServers()), notes)) {
            UUID runner = UUID.randomUUID();
            notes.context().live().publish(position(runner));
            events.await(EventType.RUNNER_LOCATION_UPDATE, runner);
        }
    }
}

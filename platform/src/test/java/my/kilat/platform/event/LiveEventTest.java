package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.service.NotesService;
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
}

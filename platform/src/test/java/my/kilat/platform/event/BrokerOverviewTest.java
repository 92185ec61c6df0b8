package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestServers;
import my.kilat.platform.event.BrokerOverview.Snapshot;
import my.kilat.platform.event.BrokerOverview.TopicState;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

/** Topics, groups and dead letters as the broker has them, asked for with one client however often. */
class BrokerOverviewTest {
    private static long clients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread"))
                .count();
    }

    private static TopicState state(Snapshot snapshot, Topic topic) {
        return snapshot.topics().stream()
                .filter(one -> one.name().equals(topic.wireName()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsEverythingWithOneClient() {
        long before = clients();
        try (LocalKafka kafka = TestServers.newKafka();
                BrokerOverview overview = BrokerOverview.of(KafkaSettings.from(
                        TestService.environment(false, Map.of("KAFKA_BROKERS", kafka.bootstrapServers()))))) {
            assertThat(overview.read().topics())
                    .as("before there are topics")
                    .allMatch(topic -> topic.partitions() == 0 && topic.records() == 0);
            try (EventProbe events = new EventProbe(kafka.bootstrapServers())) {
                events.send(Topic.ACCOUNT.deadLetters(), "a", "x".getBytes(StandardCharsets.UTF_8));
                events.send(Topic.ACCOUNT.wireName(), "a", "x".getBytes(StandardCharsets.UTF_8));
            }
            await().until(() -> state(overview.read(), Topic.ACCOUNT).deadLetters() == 1);
            Snapshot snapshot = overview.read();
            assertThat(state(snapshot, Topic.ACCOUNT).records()).isEqualTo(1);
            assertThat(snapshot.groups()).hasSize(ConsumerGroup.all().size());
            assertThat(snapshot.groups().stream().filter(group -> group.topic().equals(Topic.ACCOUNT.wireName())))
                    .isNotEmpty()
                    .allMatch(group -> group.lag() == 1);
            assertThat(overview.deadLetters(Topic.ACCOUNT).waiting(10).first()).hasSize(1);
            assertThat(clients() - before).isEqualTo(1);
        }
        await().until(() -> clients() == before);
    }
}

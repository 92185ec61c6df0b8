package my.kilat.notification.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.Ride;
import my.kilat.notification.domain.Announcement;
import my.kilat.notification.domain.Announcements;
import my.kilat.notification.domain.ClaimedDelivery;
import my.kilat.notification.domain.Contact;
import my.kilat.notification.domain.DeliveryResult;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A queue that several processes work at once. */
class QueueTest {
    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final Instant NOW = Instant.parse("2026-02-12T10:00:00Z");

    private Database database;
    private Deliveries deliveries;

    @BeforeEach
    void open() {
        Environment environment = TestService.environment(false, Map.of());
        database = Database.open(
                DatabaseSettings.from(environment, "notification"), "notification", new SimpleMeterRegistry());
        deliveries = queue(Channel.EMAIL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Deliveries queue(Channel channel) {
        return new Deliveries(database, channel, Duration.ofHours(24));
    }

    private void add(int size, Instant due) {
        UUID user = UUID.randomUUID();
        database.run(tx -> Recipients.put(tx, new Contact(user, "", "a@example.com", "Aisyah", 1, 0), NOW));
        List<Announcement> announcements = IntStream.range(0, size)
                .mapToObj(
                        i -> Announcements.of(UUID.randomUUID(), Ride.of(user).accepted(), booking -> Optional.empty())
                                .getFirst())
                .toList();
        database.run(tx -> {
            Inbox.put(tx, announcements, NOW);
            Deliveries.add(
                    tx,
                    announcements.stream()
                            .map(announcement ->
                                    new Deliveries.New(announcement.notificationId(), Channel.EMAIL, due, false))
                            .toList(),
                    NOW);
        });
    }

    private List<ClaimedDelivery> claim(int most, Instant now) {
        return deliveries.claim(most, now, LEASE);
    }

    private void note(List<ClaimedDelivery> claimed, DeliveryResult.Fate fate, Instant due) {
        deliveries.note(
                claimed.stream()
                        .map(delivery -> new DeliveryResult(
                                delivery.notificationId(), fate, delivery.attempts(), due, "away", List.of()))
                        .toList(),
                NOW);
    }

    @Test
    void nothingIsClaimedBeforeItIsDueOrForAnotherChannel() {
        add(3, NOW.plusSeconds(60));
        assertThat(claim(10, NOW.plusSeconds(59))).isEmpty();
        assertThat(queue(Channel.SMS).claim(10, NOW.plusSeconds(60), LEASE)).isEmpty();
        assertThat(claim(10, NOW.plusSeconds(60))).hasSize(3);
    }

    @Test
    void whatSomebodyHasIsNobodyElsesUntilTheLeaseIsOver() {
        add(2, NOW);
        List<ClaimedDelivery> first = claim(10, NOW);
        assertThat(first).hasSize(2).allMatch(delivery -> delivery.attempts() == 1);
        assertThat(first.getFirst().recipient().email()).isEqualTo("a@example.com");
        assertThat(claim(10, NOW.plus(LEASE).minusMillis(1))).isEmpty();
        assertThat(claim(10, NOW.plus(LEASE))).hasSize(2).allMatch(delivery -> delivery.attempts() == 2);
    }

    @Test
    void whatIsSentStaysSentEvenWhenALatecomerSaysOtherwise() {
        add(1, NOW);
        List<ClaimedDelivery> late = claim(1, NOW);
        List<ClaimedDelivery> again = claim(1, NOW.plus(LEASE));
        note(again, DeliveryResult.Fate.SENT, NOW);
        note(late, DeliveryResult.Fate.RETRIED, NOW);
        assertThat(claim(1, NOW.plus(LEASE).plus(LEASE))).isEmpty();
    }

    @Test
    void whatIsTriedAgainComesUpAfterItsPause() {
        add(1, NOW);
        note(claim(1, NOW), DeliveryResult.Fate.RETRIED, NOW.plusSeconds(10));
        assertThat(claim(1, NOW.plusSeconds(9))).isEmpty();
        assertThat(claim(1, NOW.plusSeconds(10))).hasSize(1);
    }

    @Test
    void severalWorkersShareTheQueueAndGetEachDeliveryOnce() throws Exception {
        add(500, NOW);
        List<Callable<List<ClaimedDelivery>>> workers = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            workers.add(() -> {
                List<ClaimedDelivery> mine = new ArrayList<>();
                List<ClaimedDelivery> some = claim(20, NOW);
                while (!some.isEmpty()) {
                    mine.addAll(some);
                    some = claim(20, NOW);
                }
                return mine;
            });
        }
        List<UUID> claimed = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var worker : threads.invokeAll(workers)) {
                worker.get().forEach(delivery -> claimed.add(delivery.notificationId()));
            }
        }
        assertThat(claimed).hasSize(500).doesNotHaveDuplicates();
        Set<UUID> rest =
                claim(500, NOW).stream().map(ClaimedDelivery::notificationId).collect(Collectors.toSet());
        assertThat(rest).isEmpty();
    }
}

package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.local.TestServers;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.NotesService;
import org.junit.jupiter.api.Test;

/** Events that are too many to be remembered one by one: repeated as often as they come, lost never. */
class RepeatableEventsTest {
    private static void consume(Assembly service) {
        service.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS)
                .on(
                        BookingAccepted.class,
                        (tx, delivery) -> write(tx, delivery.event().bookingId(), "accepted"))
                .onRepeatable(
                        BookingCompleted.class,
                        (tx, deliveries) -> deliveries.forEach(
                                delivery -> write(tx, delivery.event().bookingId(), "completed"))));
    }

    private static final Sql EFFECT = Sql.of("insert into effect (instance, key, value) values ('only', :key, :value)");

    private static void write(Tx tx, UUID key, String value) {
        tx.update(EFFECT, values -> values.text("key", key.toString()).text("value", value));
    }

    private static List<String> values(NotesService service, String sql) {
        return TestSql.texts(service.context().database(), sql);
    }

    @Test
    void aRepeatableEventIsHandedOverEachTimeItComesAndOthersOnce() {
        UUID booking = UUID.randomUUID();
        UUID completed = UUID.randomUUID();
        UUID accepted = UUID.randomUUID();
        NotesService service = new NotesService((_, assembly) -> consume(assembly));
        try (EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
                TestService ignored = TestService.start(false, Map.of(), service)) {
            for (int i = 0; i < 2; i++) {
                events.publish(
                        completed,
                        new BookingCompleted(
                                booking, "n", UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now()));
                events.publish(
                        accepted,
                        new BookingAccepted(
                                booking,
                                "n",
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                Instant.now()));
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(values(
                                    service, "select value from effect where key = '" + booking + "' order by seq"))
                            .containsExactly("completed", "accepted", "completed"));
            assertThat(values(service, "select event_id::text from inbox"))
                    .contains(accepted.toString())
                    .doesNotContain(completed.toString());
        }
    }
}

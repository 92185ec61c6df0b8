package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EventType;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.json.Json;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.telemetry.Tracing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How events that were read together are handed out to their handlers. */
class EventHandlersTest {
    private static final UUID BOOKING = UUID.randomUUID();
    private static Database database;

    @BeforeAll
    static void open() {
        Environment environment = TestService.environment(false, Map.of());
        database = Database.open(
                DatabaseSettings.from(environment, "notes"),
                "notes",
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static EventHandlers.Arrived arrived(EventHandlers handlers, DomainEvent event) {
        JsonNode data = Json.tree(Json.bytes(event));
        return handlers.arrive(
                new EnvelopeCodec.Opened.Event(UUID.randomUUID(), event.type(), Instant.now(), null, data));
    }

    private static BookingAccepted accepted() {
        return new BookingAccepted(
                BOOKING,
                "BK-7QK2MX",
                UUID.randomUUID(),
                UUID.randomUUID(),
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH);
    }

    private static BookingCompleted completed() {
        return new BookingCompleted(
                BOOKING, "BK-7QK2MX", UUID.randomUUID(), UUID.randomUUID(), 2210, "MYR", Instant.EPOCH);
    }

    private static BookingCancelled cancelled() {
        return new BookingCancelled(BOOKING, "BK-7QK2MX", UUID.randomUUID(), "", null, null, null, null, Instant.EPOCH);
    }

    private static void apply(EventHandlers handlers, DomainEvent... events) {
        List<EventHandlers.Arrived> arrived = new ArrayList<>();
        for (DomainEvent event : events) {
            arrived.add(arrived(handlers, event));
        }
        try (Tracing tracing = Tracing.from(Environment.of(Map.of()))) {
            database.run(tx -> handlers.apply(tx, arrived, "notes", tracing));
        }
    }

    @Test
    void aHandlerOfSeveralTypesGetsNeighboursTogetherWhateverTheirType() {
        List<List<DomainEvent>> runs = new ArrayList<>();
        EventHandlers handlers = new EventHandlers()
                .onBatch(
                        Set.of(EventType.BOOKING_ACCEPTED, EventType.BOOKING_COMPLETED),
                        (tx, deliveries) -> runs.add(
                                deliveries.stream().map(Delivery::event).toList()))
                .on(BookingCancelled.class, (tx, delivery) -> runs.add(List.of(delivery.event())));
        BookingAccepted first = accepted();
        BookingCompleted second = completed();
        BookingCancelled third = cancelled();
        BookingAccepted fourth = accepted();
        apply(handlers, first, second, third, fourth);
        assertThat(runs).containsExactly(List.of(first, second), List.of(third), List.of(fourth));
    }

    @Test
    void aBatchHandlerOfOneTypeGetsNeighboursOfItsTypeOnly() {
        List<Integer> runs = new ArrayList<>();
        EventHandlers handlers = new EventHandlers()
                .onBatch(BookingAccepted.class, (tx, deliveries) -> runs.add(deliveries.size()))
                .onBatch(BookingCompleted.class, (tx, deliveries) -> runs.add(-deliveries.size()));
        apply(handlers, accepted(), accepted(), completed(), accepted());
        assertThat(runs).containsExactly(2, -1, 1);
    }

    @Test
    void aTypeHasOneHandler() {
        EventHandlers handlers = new EventHandlers().on(BookingAccepted.class, (tx, delivery) -> {});
        assertThatThrownBy(() -> handlers.onBatch(Set.of(EventType.BOOKING_ACCEPTED), (tx, deliveries) -> {}))
                .hasMessageContaining("booking.accepted");
    }

    @Test
    void aReaderIsAsPatientAsItSays() {
        assertThat(new EventHandlers().patience()).isEqualTo(Duration.ofMillis(30));
        assertThat(new EventHandlers().patiently().patience()).isEqualTo(Duration.ofMillis(200));
        assertThat(new EventHandlers().patiently(Duration.ofMillis(50)).patience())
                .isEqualTo(Duration.ofMillis(50));
    }
}

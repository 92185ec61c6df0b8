package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.ConsumerGroup;
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
import org.junit.jupiter.api.io.TempDir;

/** What a subscription reads, and how events that were read together are handed to their handlers. */
class SubscriptionTest {
    private static final UUID BOOKING = UUID.randomUUID();
    private static Database database;

    @TempDir
    static Path directory;

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

    private static Subscription.Decoded decoded(Subscription<?> subscription, DomainEvent event) {
        JsonNode data = Json.tree(Json.bytes(event));
        return subscription.decode(
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

    private static void apply(Subscription<?> subscription, DomainEvent... events) {
        List<Subscription.Decoded> decoded = new ArrayList<>();
        for (DomainEvent event : events) {
            decoded.add(decoded(subscription, event));
        }
        try (Tracing tracing = Tracing.from(Environment.of(Map.of()))) {
            database.run(tx -> subscription.apply(tx, decoded, "notes", tracing));
        }
    }

    private static Subscription<BookingEvent> subscription() {
        return Subscription.of(ConsumerGroup.RUNNER_BOOKINGS);
    }

    @Test
    void aHandlerOfSeveralTypesGetsNeighboursTogetherWhateverTheirType() {
        List<List<BookingEvent>> batches = new ArrayList<>();
        Subscription<BookingEvent> subscription = subscription()
                .onBatch(
                        Set.of(BookingAccepted.class, BookingCompleted.class),
                        (tx, deliveries) -> batches.add(
                                deliveries.stream().map(Delivery::event).toList()))
                .on(BookingCancelled.class, (tx, delivery) -> batches.add(List.of(delivery.event())));
        BookingAccepted first = accepted();
        BookingCompleted second = completed();
        BookingCancelled third = cancelled();
        BookingAccepted fourth = accepted();
        apply(subscription, first, second, third, fourth);
        assertThat(batches).containsExactly(List.of(first, second), List.of(third), List.of(fourth));
    }

    @Test
    void aHandlerOfAFamilyGetsAllTypesThatItPermits() {
        List<List<BookingEvent>> batches = new ArrayList<>();
        Subscription<BookingEvent> subscription = subscription()
                .onBatch(
                        BookingEvent.class,
                        (tx, deliveries) -> batches.add(
                                deliveries.stream().map(Delivery::event).toList()));
        assertThat(subscription.types()).isEqualTo(EventType.in(BookingEvent.class));
        BookingAccepted first = accepted();
        BookingCancelled second = cancelled();
        apply(subscription, first, second);
        assertThat(batches).containsExactly(List.of(first, second));
    }

    @Test
    void aBatchHandlerOfOneTypeGetsNeighboursOfItsTypeOnly() {
        List<Integer> batches = new ArrayList<>();
        Subscription<BookingEvent> subscription = subscription()
                .onBatch(BookingAccepted.class, (tx, deliveries) -> batches.add(deliveries.size()))
                .onBatch(BookingCompleted.class, (tx, deliveries) -> batches.add(-deliveries.size()));
        apply(subscription, accepted(), accepted(), completed(), accepted());
        assertThat(batches).containsExactly(2, -1, 1);
    }

    @Test
    void whatHasNoHandlerIsNotRead() {
        Subscription<BookingEvent> subscription = subscription().on(BookingAccepted.class, (tx, delivery) -> {});
        assertThat(subscription.types()).containsExactly(EventType.BOOKING_ACCEPTED);
        assertThat(subscription.reads("Booking.Accepted")).isTrue();
        assertThat(subscription.reads("booking.cancelled")).isFalse();
        assertThat(subscription.reads("booking.unheard_of")).isFalse();
    }

    @Test
    void aTypeHasOneHandler() {
        Subscription<BookingEvent> subscription = subscription().on(BookingAccepted.class, (tx, delivery) -> {});
        assertThatThrownBy(() -> subscription.onBatch(BookingEvent.class, (tx, deliveries) -> {}))
                .hasMessageContaining("booking.accepted");
    }

    @Test
    void theBatchWindowIs30MillisecondsUnlessSet() {
        assertThat(subscription().batchWindow()).isEqualTo(Duration.ofMillis(30));
        assertThat(subscription().batchWindow(Duration.ofMillis(200)).batchWindow())
                .isEqualTo(Duration.ofMillis(200));
    }

    /** A group can only be given handlers of events that its topic carries. */
    @Test
    void anEventOfAnotherTopicDoesNotCompile() {
        assertThat(compiles("RUNNER_BOOKINGS", "BookingAccepted")).isTrue();
        assertThat(compiles("RUNNER_BOOKINGS", "BookingEvent")).isTrue();
        assertThat(compiles("RUNNER_BOOKINGS", "PaymentFailed")).isFalse();
        assertThat(compiles("RUNNER_BOOKINGS", "DomainEvent")).isFalse();
    }

    private static boolean compiles(String group, String event) {
        String source = """
                import my.kilat.contract.event.*;
                class Reader {
                    Object subscription = my.kilat.platform.event.Subscription.of(ConsumerGroup.%s)
                            .onBatch(%s.class, (tx, deliveries) -> {});
                }""".formatted(group, event);
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Reader.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of("-proc:none", "-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
        return ToolProvider.getSystemJavaCompiler()
                .getTask(Writer.nullWriter(), null, _ -> {}, options, null, List.of(file))
                .call();
    }
}

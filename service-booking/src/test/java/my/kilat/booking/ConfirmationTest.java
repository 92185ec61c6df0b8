package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.event.EventType;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The owner confirms, the money is released, the booking is completed: in time, late, twice, elsewhere, never. */
class ConfirmationTest {
    private static Town town;

    private Person owner;
    private UUID id;
    private UUID payment;

    @BeforeAll
    static void open() {
        town = Town.open();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    @BeforeEach
    void deliver() {
        owner = town.owner();
        Person runner = town.runner();
        id = owner.booked();
        payment = town.pay(id);
        runner.accept(id).expect(200);
        runner.pickUp(id).expect(200);
        runner.deliver(id).expect(200);
    }

    @Test
    void theAnswerWaitsForTheRelease() {
        CompletableFuture<ApiClient.Answer> answer = inBackground(() -> owner.confirm(id));
        JsonNode told = awaitOwnersWord();
        assertThat(told.path("delivered_at").asText()).isNotEmpty();
        assertThat(answer).isNotDone();
        town.events().publish(Town.released(id, payment));
        BookingResource completed = answer.join().expect(200).data(BookingResource.class);
        assertThat(completed.status().word()).isEqualTo("completed");
        assertThat(completed.finalPriceCents()).isEqualTo(2_210);
        assertThat(completed.version()).isEqualTo(5);
        assertThat(completed.paymentStatus()).isEqualTo(PaymentStatus.RELEASED);
    }

    @Test
    void withoutAReleaseTheAnswerComesAfterThreeSecondsWithTheBookingAsItIs() {
        long began = System.nanoTime();
        BookingResource waiting = owner.confirm(id).expect(200).data(BookingResource.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(2_900), Duration.ofSeconds(6));
        assertThat(waiting.status().word()).isEqualTo("delivered");

        owner.confirm(id).expect(200);
        town.events().publish(Town.released(id, payment));
        town.awaitStatus(id, BookingStatus.COMPLETED);
        assertThat(owner.confirm(id)
                        .expect(200)
                        .data(BookingResource.class)
                        .status()
                        .word())
                .isEqualTo("completed");
        town.await(EventType.BOOKING_COMPLETED, id);
        assertThat(town.told(id))
                .as("the owner's word was told once, however often it was given")
                .endsWith("delivery_confirmed", "delivery_confirmed", "completed")
                .hasSize(7);
    }

    @Test
    void manyConfirmationsAtOnceAreOne() {
        List<CompletableFuture<ApiClient.Answer>> answers = IntStream.range(0, 10)
                .mapToObj(i -> inBackground(() -> owner.confirm(id)))
                .toList();
        awaitOwnersWord();
        town.events().publish(Town.released(id, payment));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join()
                                .expect(200)
                                .data(BookingResource.class)
                                .version())
                        .isEqualTo(5));
        assertThat(ownersWords()).hasSize(1);
    }

    /** Stands for another instance of the service that hears of the release: this one is told by the database alone. */
    @Test
    void aCompletionElsewhereIsSeenToo() throws Exception {
        CompletableFuture<ApiClient.Answer> answer = inBackground(() -> owner.confirm(id));
        awaitOwnersWord();
        try (var connection = town.connect();
                var statement = connection.createStatement()) {
            statement.execute("update booking set status = 'completed', final_price_cents = 2210, version = 5,"
                    + " payment_status = 'released' where id = '" + id + "'");
        }
        assertThat(answer.join()
                        .expect(200)
                        .data(BookingResource.class)
                        .status()
                        .word())
                .isEqualTo("completed");
    }

    @Test
    void anIdempotencyKeyRepeatsTheAnswer() {
        Person careful = owner.sending("Idempotency-Key", "confirm-1");
        CompletableFuture<ApiClient.Answer> first = inBackground(() -> careful.confirm(id));
        awaitOwnersWord();
        assertThat(careful.confirm(id).expect(409).error()).contains("still in progress");
        town.events().publish(Town.released(id, payment));
        String completed = first.join().expect(200).text();
        assertThat(careful.confirm(id).expect(200).text()).isEqualTo(completed);
    }

    private JsonNode awaitOwnersWord() {
        Awaitility.await("the owner's word is told")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !ownersWords().isEmpty());
        return ownersWords().getFirst().data();
    }

    private List<EventProbe.Seen> ownersWords() {
        return town.events().all(EventType.BOOKING_DELIVERY_CONFIRMED, id).stream()
                .filter(event -> event.data().path("confirmed_by").asText().equals("owner"))
                .toList();
    }

    private static CompletableFuture<ApiClient.Answer> inBackground(Supplier<ApiClient.Answer> call) {
        CompletableFuture<ApiClient.Answer> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(call.get());
            } catch (RuntimeException | AssertionError e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}

package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.EventType;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The payment service knows of a cancellation before anybody can have seen it. */
class CancellationAnnouncedTest {
    private static PaymentStandIn payments;
    private static Town town;

    @BeforeAll
    static void open() {
        payments = new PaymentStandIn();
        town = Town.open(Map.of("UPSTREAM_PAYMENT", payments.url()));
    }

    @AfterAll
    static void close() {
        town.close();
        payments.close();
    }

    @BeforeEach
    void nothingHappensMeanwhile() {
        payments.onAnnouncement(_ -> {});
        payments.announced().clear();
    }

    @Test
    void itIsToldBeforeTheCancellationIsCommitted() throws Exception {
        Person owner = town.owner();
        UUID id = owner.booked();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        payments.onAnnouncement(_ -> {
            told.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        CompletableFuture<ApiClient.Answer> cancelling = CompletableFuture.supplyAsync(() -> owner.cancel(id));
        told.await();
        assertThat(town.seenByAdmin(id).status().word()).isEqualTo("requested");
        goOn.countDown();
        assertThat(cancelling.get().expect(200).data().path("status").asText()).isEqualTo("cancelled");
        assertThat(payments.announced()).containsExactly(id);
        town.await(EventType.BOOKING_CANCELLED, id);
    }

    @Test
    void whatIsRefusedOrDoneAlreadyIsNotTold() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID delivered = town.bookingIn(BookingStatus.DELIVERED, owner, runner);
        owner.cancel(delivered).expect(422);
        town.owner().cancel(delivered).expect(403);
        owner.cancel(UUID.randomUUID()).expect(404);
        UUID cancelled = owner.booked();
        owner.cancel(cancelled).expect(200);
        owner.cancel(cancelled).expect(200);
        assertThat(payments.announced()).containsExactly(cancelled);
    }

    @Test
    void aRepeatedCallUnderItsKeyIsAnsweredTheSame() {
        Person owner = town.owner();
        UUID id = owner.booked();
        Person careful = owner.sending("Idempotency-Key", "cancel-" + id);
        String first = careful.cancel(id, Map.of("reason", "x")).expect(200).text();
        assertThat(careful.cancel(id, Map.of("reason", "x")).expect(200).text()).isEqualTo(first);
        assertThat(town.events().all(EventType.BOOKING_CANCELLED, id)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aPaymentServiceThatHangsDoesNotKeepAnybodyFromCancelling() {
        CountDownLatch end = new CountDownLatch(1);
        payments.onAnnouncement(_ -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Person owner = town.owner();
        UUID id = owner.booked();
        long began = System.nanoTime();
        owner.cancel(id).expect(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        end.countDown();
    }
}

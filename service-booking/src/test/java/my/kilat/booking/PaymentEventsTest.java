package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.PaymentFailed;
import my.kilat.contract.event.PaymentStage;
import my.kilat.contract.event.Topic;
import my.kilat.platform.fixture.ApiClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the payment service tells: once, twice, late, in the wrong order, of bookings that there are and are not. */
class PaymentEventsTest {
    private static Town town;
    private static Person runner;

    @BeforeAll
    static void open() {
        town = Town.open(Map.of("EVENT_ATTEMPTS", "12", "EVENT_RETRY_LONGEST", "200ms"));
        runner = town.runner();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    @Test
    void heldMoneyOpensTheJobAndChangesNothingElse() {
        Person owner = town.owner();
        UUID id = owner.booked();
        BookingResource before = town.seenByAdmin(id);
        town.pay(id);
        BookingResource after = town.seenByAdmin(id);
        assertThat(after.paymentStatus()).isEqualTo(PaymentStatus.HELD);
        assertThat(after.status()).isEqualTo(before.status());
        assertThat(after.version()).as("its history goes on by steps alone").isEqualTo(1);
        assertThat(runner.list("?status=requested&limit=100").expect(200).text())
                .contains(id.toString());
    }

    @Test
    void aRefundClosesTheJobAgain() {
        UUID id = town.owner().booked();
        UUID payment = town.pay(id);
        town.events().publish(refunded(id, payment));
        town.awaitPayment(id, PaymentStatus.REFUNDED);
        assertThat(runner.accept(id).expect(409).error()).contains("not paid for");
        assertThat(runner.list("?status=requested&limit=100").expect(200).text())
                .doesNotContain(id.toString());
    }

    @Test
    void aFailedPaymentMayBeFollowedByAGoodOne() {
        UUID id = town.owner().booked();
        town.events().publish(failed(id, UUID.randomUUID(), PaymentStage.HOLD));
        town.awaitPayment(id, PaymentStatus.FAILED);
        town.pay(id);
        runner.accept(id).expect(200);
    }

    @Test
    void moneyThatCouldNotBeGivenBackIsStillHeld() {
        UUID id = town.owner().booked();
        UUID payment = town.pay(id);
        town.events().publish(failed(id, payment, PaymentStage.REFUND));
        passThrough(id);
        assertThat(town.seenByAdmin(id).paymentStatus()).isEqualTo(PaymentStatus.HELD);
    }

    /** Delivered and held for ever is what it must not be. */
    @Test
    void moneyThatCouldNotBePaidOutIsHeldNoMoreAndMayBePaidAgain() {
        Person owner = town.owner();
        UUID id = owner.booked();
        UUID payment = town.pay(id);
        ride(id);
        CompletableFuture<ApiClient.Answer> confirming = CompletableFuture.supplyAsync(() -> owner.confirm(id));
        Town.await(
                "the owner's word",
                () -> assertThat(town.events().all(EventType.BOOKING_DELIVERY_CONFIRMED, id))
                        .hasSize(2));
        town.events().publish(Town.lapsed(id, payment));
        BookingResource answer = confirming.join().expect(200).data(BookingResource.class);
        assertThat(answer.status().word()).isEqualTo("delivered");
        assertThat(answer.paymentStatus()).isEqualTo(PaymentStatus.FAILED);
        assertThat(owner.confirm(id)
                        .expect(200)
                        .data(BookingResource.class)
                        .status()
                        .word())
                .as("confirming again gets nobody off")
                .isEqualTo("delivered");
        town.events().publish(Town.held(id, payment));
        passThrough(id);
        assertThat(town.seenByAdmin(id).paymentStatus()).as("late news").isEqualTo(PaymentStatus.FAILED);

        UUID second = UUID.randomUUID();
        town.events().publish(Town.held(id, second, 2));
        town.events().publish(Town.released(id, second, 2));
        town.awaitStatus(id, BookingStatus.COMPLETED);
        assertThat(town.seenByAdmin(id).paymentStatus()).isEqualTo(PaymentStatus.RELEASED);
        town.events().publish(Town.lapsed(id, payment));
        passThrough(id);
        assertThat(town.seenByAdmin(id).paymentStatus()).isEqualTo(PaymentStatus.RELEASED);
    }

    @Test
    void aReleaseThatComesTwiceCompletesOnce() {
        Person owner = town.owner();
        UUID id = owner.booked();
        UUID payment = town.pay(id);
        ride(id);
        UUID event = UUID.randomUUID();
        town.events().publish(event, Town.released(id, payment));
        town.events().publish(event, Town.released(id, payment));
        town.events().publish(Town.released(id, payment));
        passThrough(id);
        assertThat(town.seenByAdmin(id).status().word()).isEqualTo("completed");
        town.await(EventType.BOOKING_COMPLETED, id);
        assertThat(town.events().all(EventType.BOOKING_COMPLETED, id)).hasSize(1);
        assertThat(town.seenByAdmin(id).version()).isEqualTo(5);
        assertThat(town.rows("select reason from booking_history where version = 5 and booking_id = '" + id + "'"))
                .containsExactly(List.of("the money was released"));
    }

    @Test
    void aReleaseThatComesBeforeTheDeliveryIsTriedAgainUntilItFits() {
        UUID id = town.owner().booked();
        UUID payment = town.pay(id);
        runner.accept(id).expect(200);
        runner.pickUp(id).expect(200);
        town.events().publish(Town.released(id, payment));
        UUID other = town.owner().booked();
        town.pay(other); // goes on while the release has to wait
        assertThat(town.seenByAdmin(id).status().word()).isEqualTo("in_progress");
        runner.deliver(id).expect(200);
        town.awaitStatus(id, BookingStatus.COMPLETED);
        assertThat(town.seenByAdmin(id).paymentStatus()).isEqualTo(PaymentStatus.RELEASED);
        town.await(EventType.BOOKING_COMPLETED, id);
        assertThat(town.told(id)).endsWith("delivery_confirmed", "completed");
    }

    @Test
    void lateNewsNeverTakeBackALastWord() {
        UUID id = town.owner().booked();
        UUID payment = town.pay(id);
        ride(id);
        town.events().publish(Town.released(id, payment));
        town.awaitStatus(id, BookingStatus.COMPLETED);
        town.events().publish(Town.held(id, payment));
        town.events().publish(refunded(id, payment));
        town.events().publish(failed(id, payment, PaymentStage.HOLD));
        passThrough(id);
        assertThat(town.seenByAdmin(id).paymentStatus()).isEqualTo(PaymentStatus.RELEASED);
    }

    @Test
    void moneyHeldForACancelledBookingIsOnlyRemembered() {
        Person owner = town.owner();
        UUID id = owner.booked();
        owner.cancel(id).expect(200);
        UUID payment = town.pay(id);
        assertThat(town.seenByAdmin(id).status().word()).isEqualTo("cancelled");
        town.events().publish(refunded(id, payment));
        town.awaitPayment(id, PaymentStatus.REFUNDED);
        assertThat(town.told(id)).containsExactly("requested", "cancelled");
    }

    @Test
    void newsOfABookingThatIsNotHereGoToTheDeadLettersAndHoldNobodyUp() {
        UUID unknown = UUID.randomUUID();
        town.events().publish(Town.held(unknown, UUID.randomUUID()));
        town.pay(town.owner().booked());
        town.events()
                .await(
                        "the dead letter",
                        event -> event.topic().equals(Topic.PAYMENT.deadLetters())
                                && event.key().equals(unknown.toString()));
    }

    @Test
    void eventsOfTheOlderServerLackFieldsAndAreUnderstood() {
        UUID id = town.owner().booked();
        town.events().send(Topic.PAYMENT.wireName(), id.toString(), """
                        {"id":"%s","source":"service-payment","type":"Payment.Escrow_Held","time":"2026-02-12T10:00:00.123456789Z",
                         "datacontenttype":"application/json","data":{"payment_id":"%s","booking_id":"%s",
                         "stripe_payment_id":"pi_1","amount_cents":2210,"currency":"MYR","new_field":[1],
                         "occurred_at":"2026-02-12T18:00:00.123456789+08:00"}}""".formatted(
                        UUID.randomUUID(), UUID.randomUUID(), id.toString().toUpperCase(Locale.ROOT))
                .getBytes(StandardCharsets.UTF_8));
        town.awaitPayment(id, PaymentStatus.HELD);
    }

    private static void ride(UUID id) {
        runner.accept(id).expect(200);
        runner.pickUp(id).expect(200);
        runner.deliver(id).expect(200);
    }

    /** Waits until everything that was published about a booking has been read: its key keeps its order. */
    private static void passThrough(UUID id) {
        UUID event = UUID.randomUUID();
        Instant later = Instant.now().plusSeconds(40);
        town.events().publish(event, new EscrowHeld(UUID.randomUUID(), id, "pi_old", 1, "MYR", null, null, 0, later));
        Awaitility.await("everything published about " + id + " has been read")
                .until(() -> !town.rows("select 1 from inbox where event_id = '" + event + "'")
                        .isEmpty());
    }

    private static EscrowRefunded refunded(UUID booking, UUID payment) {
        return new EscrowRefunded(
                payment,
                booking,
                UUID.randomUUID(),
                2_210,
                "MYR",
                "booking cancelled: ",
                null,
                null,
                null,
                Instant.now());
    }

    private static PaymentFailed failed(UUID booking, UUID payment, PaymentStage stage) {
        return new PaymentFailed(payment, booking, "declined", null, stage, null, null, null, Instant.now());
    }
}

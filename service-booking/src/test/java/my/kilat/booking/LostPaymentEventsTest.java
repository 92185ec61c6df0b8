package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events of payments that never come: the booking service finds out by itself, with the same consequences. */
class LostPaymentEventsTest {
    private static PaymentStandIn payments;
    private static Town town;

    @BeforeAll
    static void open() {
        payments = new PaymentStandIn();
        town = Town.open(payments.settings());
    }

    @AfterAll
    static void close() {
        town.close();
        payments.close();
    }

    /** As {@link Town#bookingIn}, and the payment service knows of its payment as well. */
    private static UUID paidBookingIn(BookingStatus status, UUID payment) {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID id = owner.booked();
        payments.stands(id, payment, 1, "held", false);
        town.awaitPayment(id, PaymentStatus.HELD);
        if (status != BookingStatus.REQUESTED) {
            runner.accept(id).expect(200);
        }
        if (status == BookingStatus.IN_PROGRESS || status == BookingStatus.DELIVERED) {
            runner.pickUp(id).expect(200);
        }
        if (status == BookingStatus.DELIVERED) {
            runner.deliver(id).expect(200);
        }
        return id;
    }

    @Test
    void heldMoneyOpensTheJob() {
        UUID id = paidBookingIn(BookingStatus.REQUESTED, UUID.randomUUID());
        town.runner().accept(id).expect(200);
    }

    @Test
    void releasedMoneyCompletesTheBookingAndTheEventChangesNothingAnyMore() {
        UUID payment = UUID.randomUUID();
        UUID id = paidBookingIn(BookingStatus.DELIVERED, payment);
        payments.stands(id, payment, 1, "released", false);
        town.awaitStatus(id, BookingStatus.COMPLETED);
        town.await(EventType.BOOKING_COMPLETED, id);
        int version = town.seenByAdmin(id).version();
        town.events().publish(Town.released(id, payment));
        town.events().publish(Town.held(id, payment));
        UUID later = town.owner().booked();
        town.pay(later); // read after those, and so are they
        payments.stands(later, UUID.randomUUID(), 2, "held", false);
        assertThat(town.seenByAdmin(id).version()).isEqualTo(version);
        assertThat(town.seenByAdmin(id).paymentStatus()).isEqualTo(PaymentStatus.RELEASED);
    }

    @Test
    void aLapsedPaymentIsLearntAndSoIsTheOneAfterIt() {
        UUID payment = UUID.randomUUID();
        UUID id = paidBookingIn(BookingStatus.DELIVERED, payment);
        payments.stands(id, payment, 1, "failed", true);
        town.awaitPayment(id, PaymentStatus.FAILED);
        assertThat(town.seenByAdmin(id).status().word()).isEqualTo("delivered");
        payments.stands(id, UUID.randomUUID(), 2, "released", false);
        town.awaitStatus(id, BookingStatus.COMPLETED);
    }

    @Test
    void whatHappenedToTheMoneyOfABookingThatHasEndedIsLearntToo() {
        Person owner = town.owner();
        List<UUID> cancelled = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID id = owner.booked();
            owner.cancel(id).expect(200);
            payments.stands(id, UUID.randomUUID(), 1, "refunded", false);
            cancelled.add(id);
        }
        cancelled.forEach(id -> town.awaitPayment(id, PaymentStatus.REFUNDED));
    }

    @Test
    void forWhatHasNoRuleAPersonIsCalled() {
        UUID payment = UUID.randomUUID();
        UUID id = paidBookingIn(BookingStatus.IN_PROGRESS, payment);
        payments.stands(id, payment, 1, "released", false);
        Town.await(
                "the alarm",
                () -> assertThat(town.alarm("differences")).contains("was released, but it is in_progress"));
        assertThat(town.seenByAdmin(id).paymentStatus()).isEqualTo(PaymentStatus.HELD);
        payments.forget(id);
        Town.await("another", () -> assertThat(town.alarm("differences")).contains("there is no payment for it"));
        payments.stands(id, payment, 1, "held", false);
        Town.await("its end", () -> assertThat(town.alarm("differences")).isEmpty());
        assertThat(town.seenByAdmin(id).status().status()).isEqualTo(BookingStatus.IN_PROGRESS);
    }

    @Test
    void onlyThePaymentServiceIsToldHowBookingsStand() {
        Person owner = town.owner();
        UUID id = paidBookingIn(BookingStatus.DELIVERED, UUID.randomUUID());
        String path = "/internal/v1/bookings/standings";
        Map<String, Object> question = Map.of("booking_ids", List.of(id, UUID.randomUUID()));
        town.nobody().post(path, question).expect(401);
        owner.api().post(path, question).expect(401);
        town.person(Role.ADMIN).api().post(path, question).expect(401);
        town.callingAs("notification").post(path, question).expect(403);
        var items = town.callingAs("payment")
                .post(path, question)
                .expect(200)
                .data()
                .path("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).path("status").asText()).isEqualTo("delivered");
        assertThat(items.get(0).path("confirmed").asBoolean()).isFalse();
        assertThat(items.get(0).path("price_cents").asLong()).isEqualTo(2_210);
        assertThat(items.get(0).path("version").asInt()).isEqualTo(4);
        town.callingAs("payment")
                .post(path, Map.of("booking_ids", List.of("x")))
                .expect(400);
    }
}

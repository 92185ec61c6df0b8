package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

/** What bookings do to their payments, in whatever order it becomes known. */
class BookingEventsTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @AfterEach
    void theBooksAreInOrder() {
        world.assertSettled();
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(
            value = ConfirmedBy.class,
            names = {"OWNER", "AUTO"})
    void aConfirmedDeliveryPaysTheRunner(ConfirmedBy side) {
        Ride ride = world.paid();
        world.events().publish(ride.accepted());
        world.events().publish(ride.confirmedBy(side));
        world.awaitStatus(ride, "released");
        JsonNode event = world.events()
                .await(EventType.PAYMENT_ESCROW_RELEASED, ride.bookingId())
                .data();
        assertThat(event.path("payment_id")).isEqualTo(world.payment(ride).path("id"));
        assertThat(event.path("runner_id").asText()).isEqualTo(ride.runnerId().toString());
        assertThat(event.path("owner_id").asText()).isEqualTo(ride.ownerId().toString());
        assertThat(event.path("runner_payout_cents").asLong()).isEqualTo(1879);
        assertThat(event.path("platform_fee_cents").asLong()).isEqualTo(331);
        assertThat(event.path("currency").asText()).isEqualTo("MYR");
        assertThat(event.path("booking_number").asText()).isEqualTo(ride.number());
    }

    @Test
    void theRunnersOwnWordReleasesNothing() {
        Ride ride = world.paid();
        world.events().publish(ride.confirmedBy(ConfirmedBy.RUNNER));
        world.events().publish(ride.accepted());
        world.awaitFact(ride, "runner_id is not null");
        assertThat(world.status(ride)).isEqualTo("held");
        assertThat(world.told(ride)).doesNotContain("payment.escrow_released");
    }

    @Test
    void theMoneyOfACancelledBookingGoesBack() {
        Ride ride = world.paid();
        world.events().publish(ride.cancelled("changed_mind"));
        world.awaitStatus(ride, "refunded");
        assertThat(world.payment(ride).path("refund_reason").asText()).isEqualTo("booking cancelled: changed_mind");
        JsonNode event = world.events()
                .await(EventType.PAYMENT_ESCROW_REFUNDED, ride.bookingId())
                .data();
        assertThat(event.path("refund_reason").asText()).isEqualTo("booking cancelled: changed_mind");
        assertThat(event.has("runner_id")).isFalse();
    }

    @Test
    void aDeclineLeavesTheMoneyHeld() {
        Ride ride = world.paid();
        world.events().publish(ride.accepted());
        world.awaitFact(ride, "runner_id is not null");
        world.events().publish(ride.requested(true, 3, java.time.Instant.now()));
        world.awaitFact(ride, "runner_id is null");
        assertThat(world.status(ride)).isEqualTo("held");
    }

    @Test
    void theSameNewsTwiceHasItsEffectOnce() {
        Ride released = world.paid();
        UUID id = UUID.randomUUID();
        DeliveryConfirmed confirmed = released.confirmedBy(ConfirmedBy.OWNER);
        world.events().publish(id, confirmed);
        world.events().publish(id, confirmed);
        world.events().publish(released.confirmedBy(ConfirmedBy.AUTO));
        world.awaitStatus(released, "released");
        Ride refunded = world.paid();
        BookingCancelled cancelled = refunded.cancelled("x");
        world.events().publish(id(), cancelled);
        world.events().publish(id(), cancelled);
        world.awaitStatus(refunded, "refunded");
        world.events().publish(released.cancelled("late"));
        world.events().publish(refunded.confirmedBy(ConfirmedBy.OWNER));
        world.awaitFact(released, "cancelled_at is not null");
        world.awaitFact(refunded, "confirmed_at is not null");
        world.awaitTold(released, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
        world.awaitTold(refunded, "payment.escrow_created", "payment.escrow_held", "payment.escrow_refunded");
        assertThat(world.status(released)).isEqualTo("released");
        assertThat(world.status(refunded)).isEqualTo("refunded");
    }

    private static UUID id() {
        return UUID.randomUUID();
    }

    @Test
    void aBookingCancelledBeforeItIsKnownCannotBePaidForWhenItIs() {
        Ride ride = Ride.some();
        world.events().publish(ride.cancelled("x"));
        world.awaitFact(ride, "cancelled_at is not null");
        world.requested(ride);
        assertThat(world.pay(ride).expect(409).error()).contains("cancelled");
    }

    @Test
    void aBookingAcceptedBeforeItIsKnownCanBePaidForWhenItIs() {
        Ride ride = Ride.some();
        world.events().publish(ride.accepted());
        world.awaitFact(ride, "runner_id is not null");
        world.pay(ride).expect(404);
        world.requested(ride);
        world.pay(ride).expect(201);
        assertThat(world.payment(ride).path("runner_id").asText())
                .isEqualTo(ride.runnerId().toString());
    }

    @Test
    void aDeliveryConfirmedBeforeTheMoneyIsHeldReleasesItAsSoonAsItIs() {
        Ride ride = world.requested();
        assertThat(world.payWith(ride, "card_late")
                        .expect(201)
                        .data()
                        .path("escrow_status")
                        .asText())
                .isEqualTo("pending");
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
    }

    @Test
    void aBookingCancelledBeforeTheMoneyIsHeldLeavesNoneHeld() {
        Ride ride = world.requested();
        world.payWith(ride, "card_late").expect(201);
        world.events().publish(ride.cancelled("changed_mind"));
        world.awaitTold(ride, "payment.escrow_created", "payment.failed");
        JsonNode event =
                world.events().await(EventType.PAYMENT_FAILED, ride.bookingId()).data();
        assertThat(event.path("stage").asText()).isEqualTo("hold");
        assertThat(event.path("reason").asText()).isEqualTo("booking cancelled: changed_mind");
        assertThat(event.path("owner_id").asText()).isEqualTo(ride.ownerId().toString());
        assertThat(event.path("booking_number").asText()).isEqualTo(ride.number());
        world.assertSettled();
        assertThat(world.number("select count(*) from simulated_charge where state = 'GIVEN_BACK' and key = '"
                        + World.id(world.payment(ride)) + "'"))
                .as("the late hold was given back")
                .isEqualTo(1);
        assertThat(world.pay(ride).expect(409).error()).contains("cancelled");
    }

    @Test
    void newsOfBookingsThatNobodyPaidForChangesNothing() {
        Ride ride = world.requested();
        world.events().publish(ride.accepted());
        world.events().publish(ride.confirmedBy(ConfirmedBy.RUNNER));
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitFact(ride, "confirmed_at is not null");
        world.admin().get("/api/v1/payments/booking/" + ride.bookingId()).expect(404);
        assertThat(world.told(ride)).isEmpty();
    }

    @Test
    void longReasonsAreKeptWhole() {
        Ride ride = world.paid();
        String reason = "other: " + "ä😀".repeat(160);
        world.events().publish(ride.cancelled(reason));
        world.awaitStatus(ride, "refunded");
        assertThat(world.payment(ride).path("refund_reason").asText()).isEqualTo("booking cancelled: " + reason);
        assertThat(world.pay(ride, Map.of()).status()).isEqualTo(409);
    }
}

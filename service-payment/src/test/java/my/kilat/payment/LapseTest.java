package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pet has arrived, and the money that was held for it cannot be paid out: the owner pays again. */
class LapseTest {
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

    private static Ride lapsed() {
        return lapsed("card_expires");
    }

    private static Ride lapsed(String card) {
        Ride ride = world.requested();
        world.events().publish(ride.accepted());
        world.payWith(ride, card).expect(201);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        if (card.equals("card_release_refused")) {
            World.await(
                    "a first refusal",
                    () -> assertThat(world.number("select count(*) from payment where task_refused and booking_id = '"
                                    + ride.bookingId() + "'"))
                            .isEqualTo(1));
            world.service().clock().advance(Duration.ofHours(25));
        }
        world.awaitStatus(ride, "failed");
        return ride;
    }

    @Test
    void aHoldThatHasExpiredIsToldOnceAndForGood() {
        Ride ride = lapsed();
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.failed");
        JsonNode event =
                world.events().await(EventType.PAYMENT_FAILED, ride.bookingId()).data();
        assertThat(event.path("stage").asText()).isEqualTo("release");
        assertThat(event.path("reason").asText()).contains("expired");
        assertThat(event.path("attempt").asInt()).isEqualTo(1);
        assertThat(event.path("owner_id").asText()).isEqualTo(ride.ownerId().toString());
        assertThat(event.path("runner_id").asText()).isEqualTo(ride.runnerId().toString());
        assertThat(world.payment(ride).path("escrow_held_at").asText()).isNotEmpty();
    }

    @Test
    void theOwnerPaysAgainAndTheRunnerIsPaidAtOnce() {
        Ride ride = lapsed();
        UUID first = World.id(world.payment(ride));
        JsonNode second = world.pay(ride).expect(201).data();
        assertThat(World.id(second)).isNotEqualTo(first);
        assertThat(second.path("escrow_status").asText())
                .as("the delivery was confirmed before")
                .isEqualTo("released");
        assertThat(second.path("runner_id").asText()).isEqualTo(ride.runnerId().toString());
        world.awaitTold(
                ride,
                "payment.escrow_created",
                "payment.escrow_held",
                "payment.failed",
                "payment.escrow_created",
                "payment.escrow_held",
                "payment.escrow_released");
        assertThat(world.events()
                        .await(EventType.PAYMENT_ESCROW_RELEASED, ride.bookingId())
                        .data()
                        .path("attempt")
                        .asInt())
                .isEqualTo(2);
        assertThat(World.id(world.pay(ride).expect(200).data()))
                .as("and not a third time")
                .isEqualTo(World.id(second));
    }

    @Test
    void aSecondCardThatIsDeclinedOrLapsesTooLeavesItOpenToAThird() {
        Ride ride = lapsed();
        assertThat(world.payWith(ride, "card_declined").expect(422).error()).contains("declined");
        assertThat(world.payWith(ride, "card_expires").expect(422).error()).contains("expired");
        assertThat(world.pay(ride).expect(201).data().path("escrow_status").asText())
                .isEqualTo("released");
        assertThat(world.payment(ride).path("version").asInt()).isEqualTo(3);
    }

    @Test
    void onlyTheOwnerPaysAgainAndTheSamePrice() {
        Ride ride = lapsed();
        world.service()
                .client(my.kilat.contract.identity.Role.OWNER)
                .post("/api/v1/payments/initiate", World.offer(ride, Map.of()))
                .expect(403);
        world.pay(ride, Map.of("amount_cents", 1)).expect(400);
        world.pay(ride).expect(201);
    }

    @Test
    void aReleaseThatIsRefusedForADayEndsTheSameWay() {
        Ride ride = lapsed("card_release_refused");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.failed");
        assertThat(world.events()
                        .await(EventType.PAYMENT_FAILED, ride.bookingId())
                        .data()
                        .path("reason")
                        .asText())
                .isEqualTo("it could not be paid out within 24 h");
        world.assertSettled();
        assertThat(world.number("select count(*) from simulated_charge where state = 'GIVEN_BACK' and key = '"
                        + World.id(world.payment(ride)) + "'"))
                .as("what was held was given back")
                .isEqualTo(1);
        assertThat(world.pay(ride).expect(201).data().path("escrow_status").asText())
                .isEqualTo("released");
    }

    @Test
    void thePageOfThePaymentSaysWhatHappened() {
        Ride ride = world.requested();
        String page = world.payWith(ride, "card_expires")
                .expect(201)
                .data()
                .path("redirect_url")
                .asText()
                .replaceFirst("^https?://[^/]+", "");
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "failed");
        assertThat(world.service().client().get(page).expect(200).text())
                .contains("Payment lapsed")
                .contains("pay again")
                .doesNotContain("No money was taken");
    }
}

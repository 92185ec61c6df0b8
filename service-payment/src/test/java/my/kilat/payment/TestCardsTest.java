package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cards that are declined, and providers that answer late, never, or no. What becomes of a lapsed hold is in {@link LapseTest}. */
class TestCardsTest {
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

    @Test
    void aDeclinedCardIsToldAndAnotherMayBeTried() {
        Ride ride = world.requested();
        assertThat(world.payWith(ride, "card_declined").expect(422).error()).contains("declined");
        assertThat(world.status(ride)).isEqualTo("failed");
        JsonNode event =
                world.events().await(EventType.PAYMENT_FAILED, ride.bookingId()).data();
        assertThat(event.path("stage").asText()).isEqualTo("hold");
        assertThat(event.path("reason").asText()).contains("declined");
        assertThat(event.path("owner_id").asText()).isEqualTo(ride.ownerId().toString());
        assertThat(event.path("booking_number").asText()).isEqualTo(ride.number());

        world.payWith(ride, "card_declined").expect(422);
        JsonNode held = world.pay(ride).expect(201).data();
        assertThat(held.path("escrow_status").asText()).isEqualTo("held");
        assertThat(world.payment(ride).path("id")).isEqualTo(held.path("id"));
        world.awaitTold(
                ride,
                "payment.escrow_created",
                "payment.failed",
                "payment.escrow_created",
                "payment.failed",
                "payment.escrow_created",
                "payment.escrow_held");
        assertThat(world.owner(ride)
                        .get("/api/v1/payments")
                        .json()
                        .at("/data/total")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aLateAnswerIsWaitedForInTheBackground() {
        Ride ride = world.requested();
        JsonNode pending = world.payWith(ride, "card_late").expect(201).data();
        assertThat(pending.path("escrow_status").asText()).isEqualTo("pending");
        assertThat(pending.path("stripe_payment_id").asText("missing")).isEmpty();
        assertThat(pending.path("redirect_url").asText()).startsWith("http://localhost:8080/api/v1/payments/");
        world.awaitStatus(ride, "held");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held");
    }

    @Test
    void whoPaysAgainWhileTheAnswerIsLateHearsItToo() {
        Ride ride = world.requested();
        world.payWith(ride, "card_late").expect(201);
        JsonNode again = world.pay(ride).expect(200).data();
        assertThat(again.path("escrow_status").asText()).isEqualTo("held");
        assertThat(again.path("payment_method").asText()).isEqualTo("card_late");
    }

    @Test
    void aPaymentWithoutAnswerFailsInTheEnd() {
        Ride ride = world.requested();
        assertThat(world.payWith(ride, "card_timeout")
                        .expect(201)
                        .data()
                        .path("escrow_status")
                        .asText())
                .isEqualTo("pending");
        world.awaitStatus(ride, "failed");
        world.awaitTold(ride, "payment.escrow_created", "payment.failed");
        world.pay(ride).expect(201);
    }

    /** Anything else would be read by the owner as "payment failed". */
    @Test
    void aRefusedReleaseHappensLaterAndNobodyIsTold() {
        Ride ride = world.requested();
        world.payWith(ride, "card_release_fails").expect(201);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "released");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
        assertThat(world.payment(ride).path("version").asInt()).isEqualTo(3);
    }

    @Test
    void aRefusedReleaseCanBeTurnedIntoARefundByAnAdmin() {
        Ride ride = world.requested();
        world.payWith(ride, "card_release_refused").expect(201);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        String path = "/api/v1/payments/" + World.id(world.payment(ride)) + "/refund";
        World.await(
                "the first refusal",
                () -> world.admin().post(path, Map.of("reason", "by hand")).expect(200));
        assertThat(world.status(ride)).isEqualTo("refunded");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_refunded");
    }

    @Test
    void aRefusedRefundHappensLaterAndNobodyIsToldOnTheWay() {
        Ride ride = world.requested();
        world.payWith(ride, "card_refund_fails").expect(201);
        JsonNode still = world.admin()
                .post("/api/v1/payments/" + World.id(world.payment(ride)) + "/refund", Map.of("reason", "x"))
                .expect(200)
                .data();
        assertThat(still.path("escrow_status").asText()).isEqualTo("held");
        assertThat(still.path("refund_reason").asText("missing")).isEmpty();
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_refunded");
    }
}

package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.identity.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events of bookings that never come: the payment service finds out by itself, and the money follows. */
class LostBookingNewsTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start(Map.of("RECONCILE_EVERY", "100ms"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    /** A booking whose money is held, in that state by now, of which nothing was told. */
    private static Ride paidAndNow(String status, boolean confirmed) {
        Ride ride = Ride.some();
        world.bookings().knows(ride, "requested");
        world.pay(ride).expect(201);
        world.bookings().stands(ride, status, confirmed, "changed_mind");
        return ride;
    }

    private static String difference() {
        return world.alarm("differences");
    }

    @Test
    void theMoneyOfACancelledBookingGoesBack() {
        Ride ride = paidAndNow("cancelled", false);
        world.awaitStatus(ride, "refunded");
        assertThat(world.payment(ride).path("refund_reason").asText()).isEqualTo("booking cancelled: changed_mind");
        world.events().publish(ride.cancelled("changed_mind"));
        assertThat(world.pay(ride).expect(409).error()).contains("cancelled");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_refunded");
    }

    @Test
    void theMoneyOfAConfirmedDeliveryGoesToItsRunner() {
        for (String status : List.of("delivered", "completed")) {
            Ride ride = paidAndNow(status, true);
            world.awaitStatus(ride, "released");
            assertThat(world.payment(ride).path("runner_id").asText())
                    .isEqualTo(ride.runnerId().toString());
            world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
            world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
        }
    }

    @Test
    void aPaymentThatIsStillPendingFollowsToo() {
        Ride ride = Ride.some();
        world.bookings().knows(ride, "requested");
        world.payWith(ride, "card_late").expect(201);
        world.bookings().stands(ride, "cancelled", false, "");
        world.awaitStatus(ride, "failed");
        world.assertSettled();
    }

    @Test
    void theRunnerIsLearntAndTheMoneyStaysHeldUntilTheDeliveryIsConfirmed() {
        Ride ride = paidAndNow("delivered", false);
        world.awaitFact(ride, "runner_id = '" + ride.runnerId() + "' and runner_version = 7");
        world.runner(ride).get("/api/v1/payments/booking/" + ride.bookingId()).expect(200);
        assertThat(world.status(ride)).isEqualTo("held");
        world.bookings().stands(ride, "delivered", true, "");
        world.awaitStatus(ride, "released");
    }

    @Test
    void manyAreRepairedPageByPage() {
        Queue<Ride> rides = new ConcurrentLinkedQueue<>();
        try (ExecutorService sixteen = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 230; i++) {
                sixteen.execute(() -> rides.add(paidAndNow("requested", false)));
            }
        }
        assertThat(rides).hasSize(230);
        rides.forEach(ride -> world.bookings().stands(ride, "cancelled", false, ""));
        rides.forEach(ride -> world.awaitStatus(ride, "refunded"));
        world.assertSettled();
    }

    @Test
    void forWhatHasNoRuleAPersonIsCalled() {
        Ride unknown = paidAndNow("requested", false);
        world.bookings().forget(unknown);
        World.await("the alarm", () -> assertThat(difference()).contains("there is no booking " + unknown.bookingId()));
        assertThat(world.status(unknown)).as("no money moves on a suspicion").isEqualTo("held");
        world.bookings().stands(unknown, "cancelled", false, "");
        World.await("its end", () -> assertThat(difference()).isEmpty());
        world.awaitStatus(unknown, "refunded");

        Ride cheaper = paidAndNow("requested", false);
        Ride other = new Ride(cheaper.bookingId(), cheaper.number(), cheaper.ownerId(), cheaper.runnerId(), 1_000);
        world.bookings().stands(other, "delivered", true, "");
        World.await("the alarm", () -> assertThat(difference()).contains("another owner or amount"));
        assertThat(world.status(cheaper)).isEqualTo("held");
        world.admin()
                .post("/api/v1/payments/" + World.id(world.payment(cheaper)) + "/refund", Map.of("reason", "by hand"))
                .expect(200);
        World.await(
                "its end, as there is nothing to compare any more",
                () -> assertThat(difference()).isEmpty());
    }

    @Test
    void onlyTheBookingServiceIsToldHowPaymentsStand() {
        Ride ride = paidAndNow("requested", false);
        Map<String, Object> question = Map.of("booking_ids", List.of(ride.bookingId(), UUID.randomUUID()));
        String path = "/internal/v1/payments/standings";
        world.service().client().post(path, question).expect(401);
        world.owner(ride).post(path, question).expect(401);
        world.service().client(Role.ADMIN).post(path, question).expect(401);
        world.service()
                .client()
                .as(world.serviceToken("tracking"))
                .post(path, question)
                .expect(403);
        var items =
                world.bookingService().post(path, question).expect(200).data().path("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).path("escrow_status").asText()).isEqualTo("held");
        assertThat(items.get(0).path("attempt").asInt()).isEqualTo(1);
        world.bookingService().post(path, Map.of("booking_ids", List.of())).expect(400);
    }
}

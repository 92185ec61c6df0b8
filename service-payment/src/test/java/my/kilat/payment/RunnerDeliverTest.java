package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import my.kilat.contract.event.ConfirmedBy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The old order: the runner's word releases the money. */
class RunnerDeliverTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start(Map.of("RELEASE_ON", "runner_deliver", "PLATFORM_FEE_PERCENT", "20"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void theRunnersWordReleasesAndTheOwnersChangesNothingMore() {
        Ride ride = world.paid();
        world.events().publish(ride.confirmedBy(ConfirmedBy.RUNNER));
        world.awaitStatus(ride, "released");
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitFact(ride, "confirmed_at is not null");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
        assertThat(world.payment(ride).path("platform_fee_cents").asLong()).isEqualTo(442);
        world.assertSettled();
    }

    @Test
    void whoPaysAfterTheDeliveryPaysTheRunnerByConfirming() {
        Ride ride = world.requested();
        world.events().publish(ride.confirmedBy(ConfirmedBy.RUNNER));
        world.pay(ride).expect(201);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "released");
    }
}

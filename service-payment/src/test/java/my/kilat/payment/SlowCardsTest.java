package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import my.kilat.contract.event.ConfirmedBy;
import org.junit.jupiter.api.Test;

/** Cards that never answer keep nobody but themselves waiting: releases and refunds have places of their own. */
class SlowCardsTest {
    private static final int SLOW = 60;

    @Test
    void releasesAndRefundsGoOnWhileManyCardsAreWaitedFor() {
        // A call to the provider lasts for two minutes: whoever had to wait behind one would not be done in time.
        try (World world = World.start(Map.of(
                "PROVIDER_TIMEOUT", "2m", "AUTHORISE_WITHIN", "1h", "RECOVER_EVERY", "50ms", "DB_POOL_MAX", "12"))) {
            Ride toRelease = world.paid();
            Ride toRefund = world.paid();
            List<Ride> slow = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < SLOW; i++) {
                    Ride ride = world.requested();
                    slow.add(ride);
                    threads.submit(() -> world.payWith(ride, "card_timeout"));
                }
                World.await(
                        "all of them are pending",
                        () -> assertThat(world.number("select count(*) from payment where status = 'pending'"))
                                .isEqualTo(SLOW));
                world.service().clock().advance(Duration.ofMinutes(3));
                World.await(
                        "the background has taken them up",
                        () -> assertThat(world.number("select count(*) from payment where status = 'pending'"
                                        + " and task_due > now() + interval '3 minutes'"))
                                .isEqualTo(SLOW));

                world.events().publish(toRelease.confirmedBy(ConfirmedBy.OWNER));
                world.events().publish(toRefund.cancelled("changed_mind"));
                world.awaitStatus(toRelease, "released");
                world.awaitStatus(toRefund, "refunded");
                assertThat(world.payWith(world.requested(), "card")
                                .expect(201)
                                .data()
                                .path("escrow_status")
                                .asText())
                        .isEqualTo("held");
                slow.forEach(ride -> world.events().publish(ride.cancelled("no answer")));
                World.await(
                        "the slow ones are called off",
                        () -> assertThat(world.number(
                                        "select count(*) from payment where status = 'failed' and task is null"))
                                .isEqualTo(SLOW));
                world.service().close();
                threads.shutdownNow();
            }
        }
    }
}

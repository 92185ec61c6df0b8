package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestPostgres;
import my.kilat.local.TestServers;
import org.junit.jupiter.api.Test;

/** PostgreSQL is killed with -9 while money is on its way, and comes back. */
class DatabaseAwayTest {
    private static final int RIDES = 30;

    @Test
    void whatWasUnderWayIsFinishedWhenItComesBack() throws Exception {
        try (TestPostgres postgres = TestServers.newPostgres()) {
            TestDatabase database = postgres.createDatabase(false);
            try (World world = World.start(Map.of(
                            "DB_PORT", Integer.toString(database.port()),
                            "DB_NAME", database.name(),
                            "DB_POOL_WAIT", "1s"));
                    ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Ride> rides = new ArrayList<>();
                for (int i = 0; i < RIDES; i++) {
                    rides.add(world.requested());
                }
                List<Future<?>> lives = new ArrayList<>();
                rides.forEach(ride -> lives.add(threads.submit(() -> live(world, ride))));
                World.await(
                        "some releases",
                        () -> assertThat(released(world, rides)).isGreaterThan(3));
                postgres.server().kill();
                World.await(
                        "the service to notice",
                        () -> assertThat(world.service()
                                        .client()
                                        .get("/readiness")
                                        .status())
                                .isEqualTo(503));
                assertThat(world.pay(rides.getFirst()).expect(503).error()).contains("try again");
                postgres.server().start();
                for (Future<?> life : lives) {
                    life.get();
                }
                World.await(
                        "every release",
                        () -> assertThat(released(world, rides)).isEqualTo(RIDES));
                world.assertSettled();
                assertThat(world.number("select count(*) from ledger_transaction"))
                        .isEqualTo(2 * RIDES);
                rides.forEach(ride -> assertThat(world.told(ride).stream().distinct())
                        .containsExactly("payment.escrow_created", "payment.escrow_held", "payment.escrow_released"));
            }
        }
    }

    /** Pays, again and again while the answer is that the database is away, and confirms. */
    private static void live(World world, Ride ride) {
        World.await("the payment", () -> assertThat(world.pay(ride).status()).isIn(200, 201));
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
    }

    private static long released(World world, List<Ride> rides) {
        return rides.stream()
                .filter(ride -> world.told(ride).contains("payment.escrow_released"))
                .count();
    }
}

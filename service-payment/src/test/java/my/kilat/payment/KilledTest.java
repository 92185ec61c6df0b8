package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.Topic;
import my.kilat.local.FreePort;
import my.kilat.local.TestServers;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.settings.Environment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** The payment process is killed with -9 in the middle of rides, twice, and comes back. */
class KilledTest {
    private static final int RIDES = 60;
    private static final int PORT = FreePort.next();
    private static final Environment ENVIRONMENT =
            TestService.environment(false, Map.of("SERVICE_PORT", Integer.toString(PORT)));

    @Test
    void nothingIsDoubledAndNothingPendingForEver() throws Exception {
        List<Ride> rides = new ArrayList<>();
        for (int i = 0; i < RIDES; i++) {
            rides.add(Ride.some());
        }
        Process process = launch();
        try (EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            awaitReady();
            List<Future<?>> lives = new ArrayList<>();
            rides.forEach(ride -> lives.add(threads.submit(() -> live(ride, events, rides.indexOf(ride)))));
            for (int kills = 1; kills <= 2; kills++) {
                int enough = kills * RIDES / 4;
                awaitQuietly("some rides", () -> finals(rides, events) >= enough);
                process.destroyForcibly().waitFor();
                process = launch();
            }
            awaitReady();
            long back = System.nanoTime();
            long before = finals(rides, events);
            awaitQuietly("work to go on", () -> before == RIDES || finals(rides, events) > before);
            long wentOn = System.nanoTime();
            for (Future<?> life : lives) {
                life.get(60, TimeUnit.SECONDS);
            }
            try {
                awaitQuietly("the end of every ride", () -> finals(rides, events) == RIDES);
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(unfinished(rides, events), e);
            }
            System.out.printf(
                    "killed twice; after the last return it took %d ms to the next final ride, %d ms to the last of %d%n",
                    Duration.ofNanos(wentOn - back).toMillis(),
                    Duration.ofNanos(System.nanoTime() - back).toMillis(),
                    RIDES);
            assertThat(Duration.ofNanos(wentOn - back)).isLessThan(Duration.ofSeconds(10));
            assertSound(rides, events);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process launch() {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.environment().putAll(ENVIRONMENT.variables());
        builder.environment().put("LOG_FORMAT", "text");
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/killed.log")));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady() {
        awaitQuietly("readiness", () -> ApiClient.at(PORT).get("/readiness").status() == 200);
    }

    private static void awaitQuietly(String what, java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(condition);
    }

    /**
     * A ride that is paid, and then delivered or called off. Its owner tries to pay until the money is held: a payment that a
     * dead process had begun is pending until its lease ends, and one that is pending when the ride is called off fails
     * rather than being refunded.
     */
    private static void live(Ride ride, EventProbe events, int index) {
        events.publish(ride.requested());
        ApiClient owner = ApiClient.at(PORT).as(TestTokens.owner(ride.ownerId()));
        awaitQuietly(
                "the payment of " + ride.number(),
                () -> owner.post("/api/v1/payments/initiate", World.offer(ride, Map.of()))
                        .json()
                        .at("/data/escrow_status")
                        .asText()
                        .equals("held"));
        events.publish(ride.accepted());
        events.publish(ride.confirmedBy(ConfirmedBy.RUNNER));
        events.publish(index % 4 == 0 ? ride.cancelled("changed_mind") : ride.confirmedBy(ConfirmedBy.OWNER));
    }

    private static long finals(List<Ride> rides, EventProbe events) {
        return rides.stream()
                .map(ride -> events.types(Topic.PAYMENT, ride.bookingId()))
                .filter(types -> types.contains("payment.escrow_released") || types.contains("payment.escrow_refunded"))
                .count();
    }

    /** What is known of the rides that have not come to their end. */
    private static String unfinished(List<Ride> rides, EventProbe events) {
        StringBuilder said = new StringBuilder();
        try (Database database =
                Database.open(DatabaseSettings.from(ENVIRONMENT, "payment"), "payment", new SimpleMeterRegistry())) {
            for (Ride ride : rides) {
                List<String> types = events.types(Topic.PAYMENT, ride.bookingId());
                if (!types.contains("payment.escrow_released") && !types.contains("payment.escrow_refunded")) {
                    said.append(String.join(" ", types)).append('\n');
                    for (String table : List.of("payment", "booking", "outbox")) {
                        said.append(table)
                                .append(rows(database, table, ride.bookingId()))
                                .append('\n');
                    }
                }
            }
        }
        return said.toString();
    }

    private static List<String> rows(Database database, String table, UUID booking) {
        return TestSql.texts(database, "select x::text from " + table + " x where x::text like '%" + booking + "%'");
    }

    private static void assertSound(List<Ride> rides, EventProbe events) {
        for (int i = 0; i < rides.size(); i++) {
            String end = i % 4 == 0 ? "payment.escrow_refunded" : "payment.escrow_released";
            assertThat(events.all(event -> event.topic().equals(Topic.PAYMENT.wireName())).stream()
                            .filter(onRide(rides.get(i)))
                            .map(EventProbe.Seen::id)
                            .distinct())
                    .hasSize(3);
            assertThat(events.types(Topic.PAYMENT, rides.get(i).bookingId()).stream()
                            .distinct())
                    .containsExactly("payment.escrow_created", "payment.escrow_held", end);
        }
        try (Database database =
                Database.open(DatabaseSettings.from(ENVIRONMENT, "payment"), "payment", new SimpleMeterRegistry())) {
            assertThat(World.ledger(database).faults()).isEmpty();
            assertThat(TestSql.number(database, "select count(*) from payment where task is not null"))
                    .isZero();
            assertThat(TestSql.number(database, "select count(*) from payment")).isEqualTo(RIDES);
            assertThat(TestSql.number(database, "select count(*) from simulated_charge"))
                    .isEqualTo(RIDES);
            assertThat(TestSql.number(database, "select count(*) from ledger_transaction"))
                    .isEqualTo(2 * RIDES);
        }
    }

    private static java.util.function.Predicate<EventProbe.Seen> onRide(Ride ride) {
        return event -> event.key().equals(ride.bookingId().toString());
    }
}

package my.kilat.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import my.kilat.acceptance.platform.KilatProcesses;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.acceptance.platform.ShortLived;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Kafka is replaced by an empty one while events are in it that nobody has read: those of payments while booking was away, and
 * those of bookings while payment was away. Every booking and every payment comes to its end all the same.
 */
class RestoredWithAnEmptyKafkaTest {
    private static final String PAYMENT = "payment";
    private static final String OTHERS = "others";
    private static final int OF_EACH = 6;
    private static final Duration SOON = Duration.ofSeconds(90);

    private static KilatProcesses kilat;

    @BeforeAll
    static void start() {
        kilat = new KilatProcesses(
                KilatProcesses.apart(PAYMENT, OTHERS),
                ShortLived.services(),
                Map.of("RECONCILE_EVERY", "500ms", "RECOVER_EVERY", "500ms"));
    }

    @AfterAll
    static void stop() {
        kilat.close();
    }

    @Test
    void everythingBecomesFinalAndTheLedgerIsAtZero() {
        Person owner = person("owner");
        Person runner = person("runner");
        List<UUID> toPay = new ArrayList<>();
        List<UUID> toCancel = new ArrayList<>();
        List<UUID> toConfirm = new ArrayList<>();
        for (int i = 0; i < OF_EACH; i++) {
            toPay.add(Rides.book(owner));
            toCancel.add(Rides.bookAndPay(owner));
            toConfirm.add(Rides.delivered(owner, runner));
        }
        await("payment knows what is to be paid for")
                .atMost(SOON)
                .until(() -> kilat.count(PAYMENT, "select count(*) from booking where price_cents is not null")
                        == 3 * OF_EACH);

        kilat.kill(OTHERS);
        ApiClient payments = ApiClient.at(kilat.port(PAYMENT)).as(owner.accessToken());
        toPay.forEach(booking -> payments.post(
                        "/api/v1/payments/initiate",
                        Map.of("booking_id", booking, "amount_cents", 2210, "currency", "MYR"))
                .expect(201));
        awaitPublished(PAYMENT);
        kilat.kill(PAYMENT);
        kilat.replaceKafka();

        kilat.start(OTHERS);
        kilat.awaitAnswers("booking", "/health");
        kilat.awaitAnswers("identity", "/readiness");
        ApiClient bookings = ApiClient.at(kilat.port("booking")).as(owner.accessToken());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            toCancel.forEach(booking -> threads.submit(() ->
                    bookings.post("/api/v1/bookings/" + booking + "/cancel").expect(200)));
            toConfirm.forEach(booking -> threads.submit(() ->
                    bookings.post("/api/v1/bookings/" + booking + "/confirm").expect(200)));
        }
        awaitPublished("booking");
        kilat.kill(OTHERS);
        kilat.replaceKafka();

        kilat.start(OTHERS);
        kilat.start(PAYMENT);
        kilat.awaitReady();
        awaitPairs("requested", "held", "held", toPay);
        awaitPairs("cancelled", "refunded", "refunded", toCancel);
        awaitPairs("completed", "released", "released", toConfirm);
        Rides.act(runner, toPay.getFirst(), "accept").expect(200);

        assertThat(kilat.count(PAYMENT, "select count(*) from payment where task is not null"))
                .isZero();
        assertThat(kilat.count(PAYMENT, "select coalesce(sum(amount_cents), 0) from ledger_entry"))
                .as("the ledger")
                .isZero();
        assertThat(kilat.count(
                        PAYMENT, "select coalesce(sum(amount_cents), 0) from ledger_entry where account = 'escrow'"))
                .as("in escrow is what is held")
                .isEqualTo(2210L * OF_EACH);
        for (String service : List.of("booking", PAYMENT)) {
            assertThat(kilat.count(service, "select count(*) from reconciliation_difference"))
                    .isZero();
        }
    }

    private static Person person(String role) {
        return Person.of(
                kilat.gateway(),
                kilat.gateway()
                        .post(
                                "/api/v1/auth/register",
                                Map.of(
                                        "email",
                                        role + "-" + UUID.randomUUID() + "@example.com",
                                        "password",
                                        Person.PASSWORD,
                                        "full_name",
                                        "Restored " + role,
                                        "role",
                                        role))
                        .expect(201));
    }

    private static void awaitPublished(String service) {
        await("the outbox of " + service)
                .atMost(SOON)
                .until(() -> kilat.count(service, "select count(*) from outbox") == 0);
    }

    /** Waits until these bookings, their payments, and what the bookings know of them are so. */
    private static void awaitPairs(String booking, String heard, String payment, List<UUID> ids) {
        String which =
                " in ('" + String.join("', '", ids.stream().map(UUID::toString).toList()) + "')";
        await(booking + " and " + payment)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    assertThat(kilat.count(
                                    "booking",
                                    "select count(*) from booking where status = '" + booking
                                            + "' and payment_status = '" + heard + "' and id" + which))
                            .isEqualTo(ids.size());
                    assertThat(kilat.count(
                                    PAYMENT,
                                    "select count(*) from payment where status = '" + payment + "' and booking_id"
                                            + which))
                            .isEqualTo(ids.size());
                });
    }
}

package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An admin gives held money back. */
class RefundTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String path(Ride ride) {
        return "/api/v1/payments/" + World.id(world.payment(ride)) + "/refund";
    }

    @Test
    void heldMoneyGoesBackToTheOwner() {
        Ride ride = world.paid();
        world.events().publish(ride.accepted());
        world.awaitFact(ride, "runner_id is not null");
        JsonNode payment = world.admin()
                .post(path(ride), Map.of("reason", " The runner never came "))
                .expect(200)
                .data();
        assertThat(payment.path("escrow_status").asText()).isEqualTo("refunded");
        assertThat(payment.path("refund_reason").asText()).isEqualTo("The runner never came");
        assertThat(payment.path("refunded_at").asText()).isNotEmpty();
        JsonNode event = world.events()
                .await(EventType.PAYMENT_ESCROW_REFUNDED, ride.bookingId())
                .data();
        assertThat(event.path("refund_reason").asText()).isEqualTo("The runner never came");
        assertThat(event.path("amount_cents").asLong()).isEqualTo(2210);
        assertThat(event.path("owner_id").asText()).isEqualTo(ride.ownerId().toString());
        assertThat(event.path("runner_id").asText()).isEqualTo(ride.runnerId().toString());
        assertThat(event.path("booking_number").asText()).isEqualTo(ride.number());
        world.assertSettled();
    }

    @Test
    void onlyHeldMoneyCanBeGivenBack() {
        Ride released = world.released();
        assertThat(world.admin()
                        .post(path(released), Map.of("reason", "x"))
                        .expect(422)
                        .error())
                .isEqualTo("cannot transition from 'released' to 'refunded'");
        Ride refunded = world.paid();
        world.admin().post(path(refunded), Map.of("reason", "x")).expect(200);
        world.admin().post(path(refunded), Map.of("reason", "x")).expect(422);
        Ride failed = world.requested();
        world.payWith(failed, "card_declined").expect(422);
        world.admin().post(path(failed), Map.of("reason", "x")).expect(422);
        world.admin()
                .post("/api/v1/payments/" + UUID.randomUUID() + "/refund", Map.of("reason", "x"))
                .expect(404);
        world.admin().post("/api/v1/payments/17/refund", Map.of("reason", "x")).expect(400);
    }

    @Test
    void aRepeatedRefundUnderItsKeyIsAnsweredTheSame() {
        Ride ride = world.paid();
        var admin = world.admin().with("Idempotency-Key", "refund-" + ride.bookingId());
        String path = path(ride);
        String first = admin.post(path, Map.of("reason", "x")).expect(200).text();
        assertThat(admin.post(path, Map.of("reason", "x")).expect(200).text()).isEqualTo(first);
    }

    /** One of them decides and asks the provider; the others wait for what comes of it. */
    @Test
    void eightAtOnceAreOne() throws Exception {
        for (int round = 0; round < 5; round++) {
            Ride ride = world.paid();
            int before = world.payment(ride).path("version").asInt();
            String path = path(ride);
            List<ApiClient.Answer> answers = atOnce(8, () -> world.admin().post(path, Map.of("reason", "complaint")));
            assertThat(answers).extracting(ApiClient.Answer::status).containsAnyOf(200);
            assertThat(answers).allSatisfy(answer -> {
                if (answer.status() == 200) {
                    assertThat(answer.data().path("escrow_status").asText()).isEqualTo("refunded");
                } else {
                    assertThat(answer.error()).isEqualTo("cannot transition from 'refunded' to 'refunded'");
                }
            });
            JsonNode refunded = world.payment(ride);
            assertThat(refunded.path("version").asInt()).isEqualTo(before + 1);
            world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_refunded");
            assertThat(world.number("select version from payment where id = '" + World.id(refunded) + "'"))
                    .as("written twice: the decision, and what the provider answered")
                    .isEqualTo(4);
        }
        world.assertSettled();
    }

    @Test
    void onlyAdminsRefund() {
        Ride ride = world.paid();
        String path = path(ride);
        world.owner(ride).post(path, Map.of("reason", "x")).expect(403);
        for (Role role : List.of(Role.OWNER, Role.RUNNER, Role.SHOP)) {
            world.service().client(role).post(path, Map.of("reason", "x")).expect(403);
        }
        world.service().client().post(path, Map.of("reason", "x")).expect(401);
        assertThat(world.status(ride)).isEqualTo("held");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"reason\":\"\"}", "{\"reason\":\"  \"}", "{\"reason\":7}", "{\"reason\":null}"})
    void aReasonIsRequired(String body) {
        Ride ride = world.paid();
        world.admin().post(path(ride), body).expect(400);
        world.admin().post(path(ride), Map.of("reason", "x".repeat(501))).expect(400);
        assertThat(world.status(ride)).isEqualTo("held");
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(times, work)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}

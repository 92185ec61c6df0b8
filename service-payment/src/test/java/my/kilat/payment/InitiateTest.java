package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paying for a booking. */
class InitiateTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start(Map.of("PUBLIC_URL", "https://kilat.example/"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void theMoneyIsHeldWhenTheAnswerComes() {
        Ride ride = world.requested();
        JsonNode payment = world.pay(ride).expect(201).data();
        assertThat(payment.path("escrow_status").asText()).isEqualTo("held");
        assertThat(payment.path("booking_id").asText())
                .isEqualTo(ride.bookingId().toString());
        assertThat(payment.path("owner_id").asText()).isEqualTo(ride.ownerId().toString());
        assertThat(payment.path("booking_number").asText()).isEqualTo(ride.number());
        assertThat(payment.path("amount_cents").asLong()).isEqualTo(2210);
        assertThat(payment.path("platform_fee_cents").asLong()).isEqualTo(331);
        assertThat(payment.path("runner_payout_cents").asLong()).isEqualTo(1879);
        assertThat(payment.path("payment_method").asText()).isEqualTo("card");
        assertThat(payment.path("stripe_payment_id").asText()).matches("pi_mock_[A-Za-z0-9]{8}");
        assertThat(payment.path("payment_intent_id")).isEqualTo(payment.path("stripe_payment_id"));
        assertThat(payment.path("escrow_held_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(payment.path("refund_reason").asText("missing")).isEmpty();
        assertThat(payment.has("runner_id")).isFalse();
        assertThat(payment.path("redirect_url").asText())
                .matches("https://kilat\\.example/api/v1/payments/" + World.id(payment)
                        + "/checkout\\?key=[0-9a-f]{32}");
    }

    @Test
    void othersAreToldThatItBeganAndThatItIsHeld() {
        Ride ride = world.paid();
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held");
        JsonNode payment = world.payment(ride);
        JsonNode created = world.events()
                .await(EventType.PAYMENT_ESCROW_CREATED, ride.bookingId())
                .data();
        JsonNode held = world.events()
                .await(EventType.PAYMENT_ESCROW_HELD, ride.bookingId())
                .data();
        assertThat(List.of(created, held)).allSatisfy(event -> {
            assertThat(event.path("payment_id")).isEqualTo(payment.path("id"));
            assertThat(event.path("owner_id").asText()).isEqualTo(ride.ownerId().toString());
            assertThat(event.path("amount_cents").asLong()).isEqualTo(2210);
            assertThat(event.path("currency").asText()).isEqualTo("MYR");
        });
        assertThat(held.path("stripe_payment_id")).isEqualTo(payment.path("stripe_payment_id"));
        assertThat(held.path("booking_number").asText()).isEqualTo(ride.number());
    }

    @Test
    void payingTwiceGivesTheSamePayment() {
        Ride ride = world.requested();
        JsonNode first = world.pay(ride).expect(201).data();
        JsonNode second = world.pay(ride, Map.of("customer_email", "aisyah@example.com"))
                .expect(200)
                .data();
        assertThat(second).isEqualTo(first);
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held");
    }

    @Test
    void payingTwiceAtOnceGivesOnePaymentThatIsHeldForBoth() throws Exception {
        for (int round = 0; round < 5; round++) {
            Ride ride = world.requested();
            List<ApiClient.Answer> answers = atOnce(8, () -> world.pay(ride));
            assertThat(answers).extracting(ApiClient.Answer::status).containsOnly(200, 201);
            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
            assertThat(answers)
                    .extracting(answer -> World.id(answer.data()))
                    .containsOnly(World.id(world.payment(ride)));
            assertThat(answers)
                    .extracting(answer -> answer.data().path("escrow_status").asText())
                    .containsOnly("held");
            world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held");
        }
        world.assertSettled();
    }

    @Test
    void aRepeatedCallUnderItsKeyIsAnsweredTheSame() {
        Ride ride = world.requested();
        ApiClient client =
                world.owner(ride).with("Idempotency-Key", UUID.randomUUID().toString());
        Map<String, Object> offer = World.offer(ride, Map.of());
        ApiClient.Answer first = client.post("/api/v1/payments/initiate", offer).expect(201);
        ApiClient.Answer again = client.post("/api/v1/payments/initiate", offer).expect(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void whatClientsSendIsTaken() {
        Ride upperCase = world.requested();
        world.pay(
                        upperCase,
                        Map.of("booking_id", upperCase.bookingId().toString().toUpperCase()))
                .expect(201);
        Ride lowerCurrency = world.requested();
        world.pay(lowerCurrency, Map.of("currency", "myr", "surprise", 1)).expect(201);
        Ride least = world.requested();
        world.owner(least)
                .post(
                        "/api/v1/payments/initiate",
                        Map.of("booking_id", least.bookingId(), "amount_cents", least.price()))
                .expect(201);
        Ride nulls = world.requested();
        world.owner(nulls)
                .post(
                        "/api/v1/payments/initiate",
                        "{\"booking_id\":\"" + nulls.bookingId() + "\",\"amount_cents\":2210,\"currency\":null,"
                                + "\"customer_email\":null,\"payment_method\":null}")
                .expect(201);
        assertThat(world.number("select count(*) from payment where customer_email like 'owner-%@example.com'"))
                .as("the account's address stands in for a missing one")
                .isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2209, 2211, 221000})
    void theAmountIsThePriceOfTheBooking(long amount) {
        Ride ride = world.requested();
        ApiClient.Answer refused =
                world.pay(ride, Map.of("amount_cents", amount)).expect(400);
        assertThat(refused.error()).contains("price");
        assertThat(refused.json().path("detail").asText()).contains("2210").contains("RM 22.10");
        world.admin().get("/api/v1/payments/booking/" + ride.bookingId()).expect(404);
    }

    @Test
    void otherCurrenciesAndUnknownMethodsAreRefused() {
        Ride ride = world.requested();
        assertThat(world.pay(ride, Map.of("currency", "USD")).expect(400).error())
                .contains("MYR");
        assertThat(world.payWith(ride, "gold").expect(400).error()).contains("card_declined");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"booking_id\":\"draft-7\",\"amount_cents\":2210}",
                "{\"booking_id\":\"0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11\"}",
                "{\"booking_id\":\"0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11\",\"amount_cents\":22.5}",
                "{\"booking_id\":\"0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11\",\"amount_cents\":-1}",
                "{\"booking_id\":\"0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11\",\"amount_cents\":99999999999999999999}",
                "[]",
                "nonsense"
            })
    void malformedOffersAreRefused(String body) {
        assertThat(world.service()
                        .client(Role.OWNER)
                        .post("/api/v1/payments/initiate", body)
                        .expect(400)
                        .error())
                .isNotBlank();
    }

    @Test
    void onlyTheOwnerOfTheBookingPays() {
        Ride ride = world.requested();
        Map<String, Object> offer = World.offer(ride, Map.of());
        for (Role role : List.of(Role.RUNNER, Role.SHOP, Role.ADMIN)) {
            world.service()
                    .client(role, ride.ownerId())
                    .post("/api/v1/payments/initiate", offer)
                    .expect(403);
        }
        world.service()
                .client(Role.OWNER)
                .post("/api/v1/payments/initiate", offer)
                .expect(403);
        world.service().client().post("/api/v1/payments/initiate", offer).expect(401);
        world.pay(ride).expect(201);
        world.service()
                .client(Role.OWNER)
                .post("/api/v1/payments/initiate", offer)
                .expect(403);
    }

    // ---- bookings that are not known here yet

    @Test
    void aBookingWhoseEventHasNotComeIsLookedUp() {
        Ride ride = Ride.some();
        world.bookings().knows(ride, "requested");
        JsonNode payment = world.pay(ride).expect(201).data();
        assertThat(payment.path("escrow_status").asText()).isEqualTo("held");
        assertThat(payment.path("booking_number").asText()).isEqualTo(ride.number());
        world.pay(ride).expect(200);
        assertThat(world.bookings().timesAsked(ride)).isEqualTo(1);
        world.requested(ride);
        world.pay(ride).expect(200);
    }

    @Test
    void aLookedUpBookingIsJudgedAsAnyOther() {
        Ride ride = Ride.some();
        world.bookings().knows(ride, "requested");
        world.pay(ride, Map.of("amount_cents", 1)).expect(400);
        Ride cancelled = Ride.some();
        world.bookings().knows(cancelled, "cancelled");
        assertThat(world.pay(cancelled).expect(409).error()).contains("cancelled");
        Ride completed = Ride.some();
        world.bookings().knows(completed, "completed");
        assertThat(world.pay(completed).expect(409).error()).contains("completed");
        Ride underWay = Ride.some();
        world.bookings().knows(underWay, "in_progress");
        world.pay(underWay).expect(201);
    }

    @Test
    void whatTheBookingServiceSaysIsPassedOn() {
        assertThat(world.pay(Ride.some()).expect(404).error()).isEqualTo("Booking not found");
        Ride foreign = Ride.some();
        world.bookings().knows(foreign, "requested");
        world.service()
                .client(Role.OWNER)
                .post("/api/v1/payments/initiate", World.offer(foreign, Map.of()))
                .expect(403);
        Ride expired = Ride.some();
        world.bookings().answers(expired, 401, "{}");
        world.pay(expired).expect(401);
        for (String nonsense : List.of("", "{}", "{\"data\":null}", "<html>", "{\"data\":{\"status\":\"lost\"}}")) {
            Ride unreadable = Ride.some();
            world.bookings().answers(unreadable, 200, nonsense);
            assertThat(world.pay(unreadable).expect(503).error()).contains("try again");
        }
        Ride broken = Ride.some();
        world.bookings().answers(broken, 500, "{}");
        assertThat(world.pay(broken).expect(503).header("Retry-After")).isNotEmpty();
    }

    // ---- bookings that have ended

    @Test
    void aCancelledBookingCannotBePaidFor() {
        Ride ride = world.requested();
        world.events().publish(ride.cancelled("changed_mind"));
        world.awaitFact(ride, "cancelled_at is not null");
        assertThat(world.pay(ride).expect(409).error()).contains("cancelled");
    }

    @Test
    void aCompletedBookingGivesItsReleasedPayment() {
        Ride ride = world.released();
        JsonNode payment = world.pay(ride).expect(200).data();
        assertThat(payment.path("escrow_status").asText()).isEqualTo("released");
        assertThat(payment.path("redirect_url").asText()).startsWith("https://kilat.example/");
    }

    @Test
    void aBookingThatWasCompletedWithoutPaymentCannotBePaidForAnyMore() {
        Ride ride = world.requested();
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitFact(ride, "confirmed_at is not null");
        assertThat(world.pay(ride).expect(409).error()).contains("completed");
    }

    @Test
    void aDeliveredBookingCanStillBePaidForUntilItsOwnerConfirms() {
        Ride ride = world.requested();
        world.events().publish(ride.confirmedBy(ConfirmedBy.RUNNER));
        world.pay(ride).expect(201);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "released");
    }

    @Test
    void aRefundedPaymentIsNotFollowedByAnother() {
        Ride ride = world.paid();
        world.admin()
                .post("/api/v1/payments/" + World.id(world.payment(ride)) + "/refund", Map.of("reason", "complaint"))
                .expect(200);
        assertThat(world.pay(ride).expect(409).error()).contains("refunded");
    }

    @Test
    void cancellingWhileThePaymentIsUnderWayLeavesNothingHeld() throws Exception {
        List<Ride> rides = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            Ride ride = world.requested();
            rides.add(ride);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<ApiClient.Answer> paying = threads.submit(() -> world.pay(ride));
                world.events().publish(ride.cancelled("changed_mind"));
                assertThat(paying.get().status()).isIn(200, 201, 409);
            }
        }
        for (Ride ride : rides) {
            world.awaitFact(ride, "cancelled_at is not null");
            World.await("the end", () -> {
                ApiClient.Answer found = world.admin().get("/api/v1/payments/booking/" + ride.bookingId());
                if (found.status() == 200) {
                    assertThat(found.data().path("escrow_status").asText()).isIn("failed", "refunded");
                }
            });
        }
        world.assertSettled();
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                futures.add(threads.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}

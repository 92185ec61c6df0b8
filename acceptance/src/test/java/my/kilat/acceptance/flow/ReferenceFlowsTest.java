package my.kilat.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.acceptance.platform.Socket;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.platform.fixture.EventProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each way a ride can go, from the request to the last event. */
class ReferenceFlowsTest {
    private static Kilat kilat;
    private static EventProbe events;

    @BeforeAll
    static void start() {
        events = new EventProbe(Kilat.brokers());
        kilat = Kilat.shared();
    }

    @AfterAll
    static void stop() {
        events.close();
    }

    @Test
    void aPetIsBookedPaidForCarriedFollowedConfirmedAndTheRunnerIsPaid() {
        Person owner = kilat.owner();
        Person runner = kilat.runner();
        UUID booking = Rides.book(owner);
        JsonNode paid = Rides.pay(owner, booking).expect(201).data();
        assertThat(paid.path("escrow_status").asText()).isEqualTo("held");
        Rides.awaitField(owner, booking, "payment_status", "held");
        try (Socket socket = new Socket(kilat.gatewayPort(), owner, booking.toString(), "&events=status")) {
            Rides.act(runner, booking, "accept").expect(200);
            events.await(EventType.TRACKING_STARTED, booking);
            Rides.act(runner, booking, "pickup").expect(200);
            runner.client()
                    .post(
                            "/api/v1/runners/me/location",
                            Map.of("latitude", 3.145, "longitude", 101.7, "speed_kmh", 31.5, "heading_degrees", 45))
                    .expect(200);
            JsonNode frame = socket.await(
                    "a position", seen -> seen.path("type").asText().equals("location_update"));
            assertThat(frame.path("latitude").asDouble()).isEqualTo(3.145);
            assertThat(frame.path("runner_id").asText()).isEqualTo(runner.id().toString());
            Rides.act(runner, booking, "deliver").expect(200);
            events.await(EventType.TRACKING_COMPLETED, booking);
            JsonNode confirmed =
                    Rides.act(owner, booking, "confirm").expect(200).data();
            assertThat(confirmed.path("status").asText()).isEqualTo("completed");
            assertThat(confirmed.path("final_price_cents").asLong()).isEqualTo(2210);
            socket.await("completed", seen -> seen.path("new_status").asText().equals("completed"));
            assertThat(socket.closeCode())
                    .as("a trip's end leaves the socket open")
                    .isEqualTo(-1);
        }
        JsonNode released = Rides.awaitPayment(runner, booking, "released");
        assertThat(released.path("runner_payout_cents").asLong()).isEqualTo(1879);
        assertThat(released.path("platform_fee_cents").asLong()).isEqualTo(331);

        events.await(EventType.BOOKING_COMPLETED, booking);
        assertThat(events.types(Topic.BOOKING, booking))
                .containsExactly(
                        "booking.requested",
                        "booking.accepted",
                        "booking.pet_picked_up",
                        "booking.delivery_in_progress",
                        "booking.delivery_confirmed",
                        "booking.delivery_confirmed",
                        "booking.completed");
        assertThat(events.types(Topic.PAYMENT, booking))
                .containsExactly("payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
        assertThat(events.types(Topic.TRACKING, booking))
                .containsSubsequence("tracking.started", "tracking.updated", "tracking.completed");
        events.await(EventType.RUNNER_ASSIGNED, runner.id());
        theyAreTold(
                owner,
                booking,
                List.of(
                        "booking.requested",
                        "payment.escrow_held",
                        "booking.accepted",
                        "tracking.started",
                        "booking.pet_picked_up",
                        "booking.delivery_in_progress",
                        "booking.delivery_confirmed",
                        "tracking.completed",
                        "booking.completed"));
        theyAreTold(
                runner, booking, List.of("booking.delivery_confirmed", "payment.escrow_released", "booking.completed"));
        await().untilAsserted(() -> assertThat(runner.client()
                        .get("/api/v1/runners/me")
                        .data()
                        .path("total_trips")
                        .asInt())
                .isEqualTo(1));
    }

    private static void theyAreTold(Person person, UUID booking, List<String> types) {
        await("notifications of " + person.email())
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> {
                    List<String> told = person
                            .client()
                            .get("/api/v1/notifications?page=1&limit=100")
                            .data()
                            .findParents("booking_id")
                            .stream()
                            .filter(row -> row.path("booking_id").asText().equals(booking.toString()))
                            .map(row -> row.path("event_type").asText())
                            .toList();
                    assertThat(told).containsAll(types);
                });
    }

    @Test
    void aBookingCancelledBeforeItIsPaidCannotBePaidLater() {
        Person owner = kilat.owner();
        UUID booking = Rides.book(owner);
        assertThat(Rides.cancel(owner, booking)
                        .expect(200)
                        .data()
                        .path("status")
                        .asText())
                .isEqualTo("cancelled");
        events.await(EventType.BOOKING_CANCELLED, booking);
        if (Rides.pay(owner, booking).status() == 201) {
            // Payment has not read the news yet. When it does, the money goes back by itself.
            Rides.awaitPayment(owner, booking, "refunded");
        }
        Rides.pay(owner, booking).expect(409);
        assertThat(events.types(Topic.PAYMENT, booking)).doesNotContain("payment.escrow_released");
    }

    @Test
    void aBookingCancelledAfterItIsPaidIsRefundedAndItsTripEnds() {
        Person owner = kilat.owner();
        Person runner = kilat.runner();
        UUID booking = Rides.bookAndPay(owner);
        Rides.act(runner, booking, "accept").expect(200);
        events.await(EventType.TRACKING_STARTED, booking);
        Rides.cancel(owner, booking).expect(200);
        JsonNode refunded = Rides.awaitPayment(owner, booking, "refunded");
        assertThat(refunded.path("refund_reason").asText()).isEqualTo("booking cancelled: changed_mind");
        await().untilAsserted(() -> assertThat(owner.client()
                        .get("/api/v1/tracking/" + booking)
                        .data()
                        .path("status")
                        .asText())
                .isEqualTo("cancelled"));
        theyAreTold(runner, booking, List.of("booking.cancelled"));
        theyAreTold(owner, booking, List.of("payment.escrow_refunded"));
    }

    @Test
    void aCardThatIsDeclinedCanBeFollowedByAnother() {
        Person owner = kilat.owner();
        UUID booking = Rides.book(owner);
        Rides.pay(owner, booking, Map.of("payment_method", "card_declined"));
        events.await(EventType.PAYMENT_FAILED, booking);
        assertThat(Rides.pay(owner, booking).data().path("escrow_status").asText())
                .isEqualTo("held");
        theyAreTold(owner, booking, List.of("payment.failed", "payment.escrow_held"));
    }

    @Test
    void anUnpaidBookingIsNoJobYet() {
        Person owner = kilat.owner();
        Person runner = kilat.runner();
        UUID booking = Rides.book(owner);
        assertThat(Rides.act(runner, booking, "accept").expect(409).error()).isNotEmpty();
        assertThat(openJobs(runner)).doesNotContain(booking.toString());
        Rides.pay(owner, booking).expect(201);
        await().untilAsserted(() -> assertThat(openJobs(runner)).contains(booking.toString()));
    }

    private static List<String> openJobs(Person runner) {
        return runner.client()
                .get("/api/v1/bookings?status=requested&page=1&limit=100")
                .data()
                .findValuesAsText("id");
    }

    @Test
    void anOwnerWhoForgetsToConfirmIsHelpedAfterADay() {
        Person owner = kilat.owner();
        Person runner = kilat.runner();
        UUID booking = Rides.delivered(owner, runner);
        kilat.clock().advance(Duration.ofHours(25));
        Rides.awaitStatus(owner, booking, "completed");
        assertThat(events.all(EventType.BOOKING_DELIVERY_CONFIRMED, booking).stream()
                        .map(event -> event.data().path("confirmed_by").asText()))
                .containsExactly("runner", "auto");
    }
}

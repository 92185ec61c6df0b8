package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who sees which payment. */
class AccessTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static List<String> pathsOf(Ride ride) {
        return List.of(
                "/api/v1/payments/" + World.id(world.payment(ride)), "/api/v1/payments/booking/" + ride.bookingId());
    }

    @Test
    void ownerRunnerAndAdminSeeAPaymentAndNobodyElse() {
        Ride ride = world.paid();
        world.events().publish(ride.accepted());
        world.awaitFact(ride, "runner_id is not null");
        for (String path : pathsOf(ride)) {
            for (ApiClient party : List.of(world.owner(ride), world.runner(ride), world.admin())) {
                JsonNode payment = party.get(path).expect(200).data();
                assertThat(payment.path("runner_id").asText())
                        .isEqualTo(ride.runnerId().toString());
                assertThat(payment.has("redirect_url")).isFalse();
                assertThat(payment.has("payment_intent_id")).isFalse();
            }
            for (Role role : List.of(Role.OWNER, Role.RUNNER, Role.SHOP)) {
                world.service().client(role).get(path).expect(403);
            }
            world.service().client().get(path).expect(401);
            world.owner(ride)
                    .get(path.toUpperCase()
                            .replace("/API/V1/PAYMENTS/", "/api/v1/payments/")
                            .replace("BOOKING/", "booking/"))
                    .expect(200);
        }
    }

    @Test
    void aRunnerSeesItFromAcceptingOnAndNoLongerAfterDeclining() {
        Ride ride = world.paid();
        String path = pathsOf(ride).getFirst();
        world.runner(ride).get(path).expect(403);
        Instant now = Instant.now();
        world.events().publish(ride.acceptedBy(ride.runnerId(), 2, now));
        world.awaitFact(ride, "runner_id is not null");
        world.runner(ride).get(path).expect(200);
        // The instance that wrote this has a clock that is behind.
        world.events().publish(ride.requested(true, 3, now.minusSeconds(40)));
        world.awaitFact(ride, "runner_id is null");
        world.runner(ride).get(path).expect(403);
        assertThat(world.status(ride)).isEqualTo("held");
        UUID next = UUID.randomUUID();
        world.events().publish(ride.acceptedBy(next, 4, now.minusSeconds(20)));
        world.awaitFact(ride, "runner_id = '" + next + "'");
        world.service().client(Role.RUNNER, next).get(path).expect(200);
        world.events().publish(ride.acceptedBy(ride.runnerId(), 2, now));
        world.events().publish(ride.requested(true, 3, now.plusSeconds(2)));
        world.events().publish(ride.cancelled("x"));
        world.awaitStatus(ride, "refunded");
        assertThat(world.payment(ride).path("runner_id").asText())
                .as("old news does not undo younger news")
                .isEqualTo(next.toString());
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsNoIdIsInvalid() {
        for (Role role : Role.values()) {
            ApiClient client = world.service().client(role);
            assertThat(client.get("/api/v1/payments/" + UUID.randomUUID())
                            .expect(404)
                            .error())
                    .isEqualTo("Payment not found");
            client.get("/api/v1/payments/booking/" + UUID.randomUUID()).expect(404);
            client.get("/api/v1/payments/17").expect(400);
            client.get("/api/v1/payments/booking/17").expect(400);
        }
        Ride unpaid = world.requested();
        world.owner(unpaid)
                .get("/api/v1/payments/booking/" + unpaid.bookingId())
                .expect(404);
    }

    @Test
    void anOwnersListHasTheirPaymentsNewestFirst() {
        UUID owner = UUID.randomUUID();
        Ride first = paidBy(owner);
        Ride second = paidBy(owner);
        Ride third = paidBy(owner);
        world.paid();
        ApiClient client = world.service().client(Role.OWNER, owner);
        JsonNode all = client.get("/api/v1/payments").expect(200).json();
        assertThat(bookings(all)).containsExactly(third.bookingId(), second.bookingId(), first.bookingId());
        assertThat(all.at("/data/total").asInt()).isEqualTo(3);
        assertThat(all.at("/data/limit").asInt()).isEqualTo(20);
        assertThat(all.path("pagination").path("total_pages").asInt()).isEqualTo(1);
        JsonNode page =
                client.get("/api/v1/payments?page=2&limit=2").expect(200).json();
        assertThat(bookings(page)).containsExactly(first.bookingId());
        assertThat(page.at("/data/total_pages").asInt()).isEqualTo(2);
        assertThat(client.get("/api/v1/payments?page=x&limit=-4")
                        .expect(200)
                        .json()
                        .at("/data/page")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.get("/api/v1/payments?limit=1000")
                        .expect(200)
                        .json()
                        .at("/data/limit")
                        .asInt())
                .isEqualTo(100);
    }

    @Test
    void aRunnersListHasWhatWasReleasedToThem() {
        Ride released = world.released();
        Ride held = world.requested(
                new Ride(UUID.randomUUID(), Ride.some().number(), UUID.randomUUID(), released.runnerId(), 1000));
        world.pay(held).expect(201);
        world.events().publish(held.accepted());
        world.awaitFact(held, "runner_id is not null");
        JsonNode list =
                world.runner(released).get("/api/v1/payments").expect(200).json();
        assertThat(bookings(list)).containsExactly(released.bookingId());
        JsonNode row = list.at("/data/items/0");
        assertThat(row.path("runner_payout_cents").asLong()).isEqualTo(1879);
        assertThat(row.path("booking_number").asText()).isEqualTo(released.number());
        assertThat(row.path("escrow_released_at").asText()).isNotEmpty();
    }

    @Test
    void adminsSeeEverythingAndShopsNothing() {
        Ride ride = world.paid();
        JsonNode all =
                world.admin().get("/api/v1/payments?limit=100").expect(200).json();
        assertThat(bookings(all)).contains(ride.bookingId());
        assertThat(all.at("/data/total").asLong()).isEqualTo(world.number("select count(*) from payment"));
        JsonNode none = world.service()
                .client(Role.SHOP)
                .get("/api/v1/payments")
                .expect(200)
                .json();
        assertThat(none.at("/data/items")).isEmpty();
        assertThat(none.at("/data/total_pages").asInt()).isZero();
        world.service().client().get("/api/v1/payments").expect(401);
    }

    private static Ride paidBy(UUID owner) {
        Ride like = Ride.some();
        Ride ride = world.requested(new Ride(like.bookingId(), like.number(), owner, like.runnerId(), 1000));
        world.pay(ride).expect(201);
        return ride;
    }

    private static List<UUID> bookings(JsonNode list) {
        return list.at("/data/items")
                .valueStream()
                .map(row -> UUID.fromString(row.path("booking_id").asText()))
                .toList();
    }
}

package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Paying for a booking that was cancelled a moment ago, of which no event has come yet. The booking service has announced the
 * cancellation before it was committed.
 */
class CancelledJustNowTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @AfterEach
    void theBooksAreInOrder() {
        world.assertSettled();
    }

    @Test
    void whoPaysAfterwardsIsToldAndNothingIsHeld() {
        Ride ride = world.requested();
        world.announceCancellation(ride);
        world.bookings().knows(ride, "cancelled");
        assertThat(world.pay(ride).expect(409).error()).contains("cancelled");
        assertThat(world.bookings().timesAsked(ride)).isEqualTo(1);
        world.pay(ride).expect(409);
        assertThat(world.bookings().timesAsked(ride)).as("now it is known").isEqualTo(1);
        assertThat(world.told(ride)).isEmpty();
    }

    @Test
    void whoHasPaidIsToldSoTooAndIsNotShownMoneyThatGoesBack() {
        Ride ride = world.paid();
        world.announceCancellation(ride);
        world.bookings().knows(ride, "cancelled");
        assertThat(world.pay(ride).expect(409).error()).contains("cancelled");
        world.events().publish(ride.cancelled("changed_mind"));
        world.awaitStatus(ride, "refunded");
    }

    @Test
    void aCancellationThatDoesNotComeAboutStopsNobody() {
        Ride ride = world.requested();
        world.announceCancellation(ride);
        world.announceCancellation(ride);
        world.bookings().knows(ride, "requested");
        world.pay(ride).expect(201);
        assertThat(world.pay(ride).expect(200).data().path("escrow_status").asText())
                .isEqualTo("held");
    }

    @Test
    void aBookingThatIsNotKnownYetIsAskedAboutOnce() {
        Ride ride = Ride.some();
        world.announceCancellation(ride);
        world.bookings().knows(ride, "cancelled");
        world.pay(ride).expect(409);
        assertThat(world.bookings().timesAsked(ride)).isEqualTo(1);
    }

    @Test
    void whileTheBookingServiceIsAwayNoMoneyIsTakenOnSuspicion() {
        Ride ride = world.requested();
        world.announceCancellation(ride);
        world.bookings().answers(ride, 500, "{}");
        assertThat(world.pay(ride).expect(503).header("Retry-After")).isNotEmpty();
        assertThat(world.told(ride)).isEmpty();
    }

    @Test
    void othersAreNotAskedAbout() {
        Ride ride = world.requested();
        world.pay(ride).expect(201);
        assertThat(world.bookings().timesAsked(ride)).isZero();
    }

    @Test
    void onlyTheBookingServiceAnnounces() {
        Map<String, Object> body = Map.of("booking_id", UUID.randomUUID());
        String path = "/internal/v1/payments/cancelling";
        world.service().client().post(path, body).expect(401);
        for (Role role : Role.values()) {
            world.service().client(role).post(path, body).expect(401);
        }
        world.service()
                .client()
                .as(world.serviceToken("runner"))
                .post(path, body)
                .expect(403);
        world.bookingService().post(path, Map.of("booking_id", "x")).expect(400);
        world.bookingService().post(path, body).expect(200);
    }
}

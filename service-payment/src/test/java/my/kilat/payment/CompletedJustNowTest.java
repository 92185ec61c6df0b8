package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import my.kilat.contract.event.ConfirmedBy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A ride may be completed unpaid, and its owner begin to pay before that is heard of: then the booking service is asked. */
class CompletedJustNowTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        try (World ended = world) {
            ended.assertSettled();
        }
    }

    private static Ride accepted() {
        Ride ride = world.requested();
        world.events().publish(ride.accepted());
        world.awaitFact(ride, "runner_id is not null");
        return ride;
    }

    @Test
    void aBookingThatIsCompletedCannotBePaidForThoughItsEndIsNotHeardOf() {
        Ride ride = accepted();
        world.bookings().knows(ride, "completed");
        assertThat(world.pay(ride).expect(409).error()).contains("completed");
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitFact(ride, "confirmed_at is not null");
        assertThat(world.number("select count(*) from payment where booking_id = '" + ride.bookingId() + "'"))
                .isZero();
    }

    @Test
    void oneThatIsUnderWayCan() {
        Ride ride = accepted();
        world.bookings().knows(ride, "in_progress");
        assertThat(world.pay(ride).expect(201).data().path("escrow_status").asText())
                .isEqualTo("held");
        assertThat(world.bookings().timesAsked(ride)).isEqualTo(1);
        world.pay(ride).expect(200);
        assertThat(world.bookings().timesAsked(ride))
                .as("a payment that exists needs no question")
                .isEqualTo(1);
    }

    @Test
    void whatIsHeldThoughNothingOfTheRideWasHeardGoesToTheRunnerWithTheConfirmation() {
        Ride ride = world.requested();
        world.bookings().knows(ride, "completed");
        world.pay(ride).expect(201);
        assertThat(world.bookings().timesAsked(ride)).isZero();
        world.events().publish(ride.confirmedBy(ConfirmedBy.AUTO));
        world.awaitStatus(ride, "released");
    }
}

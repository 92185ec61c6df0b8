package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Owners who pay so quickly that the event of their booking is still on its way. */
class NewsOnTheWayTest {

    @Test
    void theEventIsWaitedForAndNobodyIsAsked() {
        try (World world = World.start(Map.of("BOOKING_NEWS_WAIT", "1m"))) {
            Ride ride = Ride.some();
            world.events().publish(ride.requested());
            world.pay(ride).expect(201);
            assertThat(world.bookings().timesAsked(ride)).isZero();
            world.assertSettled();
        }
    }
}

package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Outside development the simulated provider, where somebody has asked for it, knows one card. */
class TestCardsElsewhereTest {

    @Test
    void testCardsAreOrdinaryWrongMethods() {
        try (World world = World.startElsewhere()) {
            Ride ride = world.requested();
            for (String card : List.of("card_declined", "card_timeout", "card_late", "card_expires", "gold")) {
                assertThat(world.payWith(ride, card).expect(400).error()).isEqualTo("payment_method has to be card");
            }
            world.pay(ride).expect(201);
        }
    }
}

package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import org.junit.jupiter.api.Test;

/** From when on a booking is shown as stuck follows from the settings of the deadlines. */
class StuckTest {
    private static final Map<String, String> PATIENT = Map.of(
            "REQUEST_EXPIRES", "10h",
            "UNPAID_EXPIRES", "6h",
            "PICKUP_OVERDUE", "4h",
            "RIDE_OVERDUE_FACTOR", "100",
            "AUTO_CONFIRM_AFTER", "8h",
            // Nobody is reminded, and nothing ends by itself.
            "DEADLINES_EVERY", "24h",
            "AUTO_CONFIRM_EVERY", "24h");

    @Test
    void whatIsStuckFollowsFromTheDeadlines() {
        try (Town town = Town.open(PATIENT)) {
            UUID unpaid = town.owner().booked();
            UUID open = town.owner().booked();
            town.pay(open);
            UUID accepted = town.bookingIn(BookingStatus.ACCEPTED, town.owner(), town.runner());
            UUID delivered = town.bookingIn(BookingStatus.DELIVERED, town.owner(), town.runner());
            assertThat(stuck(town)).isEmpty();
            town.clock().advance(Duration.ofMinutes(125));
            assertThat(stuck(town)).containsExactly(accepted);
            town.clock().advance(Duration.ofHours(1));
            assertThat(stuck(town)).containsExactlyInAnyOrder(accepted, unpaid);
            town.clock().advance(Duration.ofHours(2));
            assertThat(stuck(town)).containsExactlyInAnyOrder(accepted, unpaid, open);
            town.clock().advance(Duration.ofHours(4));
            assertThat(stuck(town)).containsExactlyInAnyOrder(accepted, unpaid, open, delivered);
        }
    }

    private static List<UUID> stuck(Town town) {
        return town
                .callingAs("console")
                .post("/internal/v1/bookings/rows", Map.of("statuses", List.of(), "stuck", true, "people", List.of()))
                .expect(200)
                .data()
                .path("items")
                .findValuesAsText("id")
                .stream()
                .map(UUID::fromString)
                .toList();
    }
}

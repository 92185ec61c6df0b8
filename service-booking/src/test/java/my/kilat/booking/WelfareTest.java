package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.BookingWelfare;
import my.kilat.contract.event.TripSummarised;
import my.kilat.contract.identity.Role;
import my.kilat.contract.tracking.WelfareSummary;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.Test;

/** How a pet was carried, for its owner and administrators. */
class WelfareTest {
    private static final WelfareSummary SUMMARY = new WelfareSummary(2, 10.5, 6, 0, 40, 11.2, 64.2, 16.8);

    @Test
    void theOwnerReadsHowThePetWasCarried() {
        try (Town town = Town.open()) {
            Person owner = town.owner();
            Person runner = town.runner();
            UUID booking = town.bookingIn(BookingStatus.DELIVERED, owner, runner);
            read(owner, booking).expect(404);
            TripSummarised told = new TripSummarised(
                    UUID.randomUUID(), booking, "BK-7QK2MX", runner.id(), owner.id(), SUMMARY, Instant.now());
            town.events().publish(told);
            town.events().publish(told);
            Town.await(
                    "the summary",
                    () -> assertThat(read(owner, booking).status()).isEqualTo(200));
            for (Person reader : List.of(owner, town.person(Role.ADMIN))) {
                assertThat(read(reader, booking).expect(200).data(BookingWelfare.class))
                        .isEqualTo(new BookingWelfare(booking, SUMMARY));
            }
            for (Person other : List.of(runner, town.owner(), town.person(Role.SHOP), town.person(Role.OPERATOR))) {
                read(other, booking).expect(403);
            }
            read(owner, UUID.randomUUID()).expect(404);
        }
    }

    private static ApiClient.Answer read(Person person, UUID booking) {
        return person.api().get(Town.BOOKINGS + "/" + booking + "/welfare");
    }
}

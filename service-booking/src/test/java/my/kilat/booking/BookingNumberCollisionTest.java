package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import my.kilat.contract.booking.BookingResource;
import org.junit.jupiter.api.Test;

class BookingNumberCollisionTest {

    @Test
    void aNumberThatIsTakenIsPassedOver() {
        Iterator<String> drawn =
                List.of("BK-AAAAAA", "BK-AAAAAA", "BK-AAAAAA", "BK-BBBBBB").iterator();
        try (Town town = Town.open(Map.of(), new BookingService(drawn::next))) {
            Town.Person owner = town.owner();
            List<String> numbers = List.of(
                    owner.book(Town.request())
                            .expect(201)
                            .data(BookingResource.class)
                            .bookingNumber(),
                    owner.book(Town.request())
                            .expect(201)
                            .data(BookingResource.class)
                            .bookingNumber());
            assertThat(numbers).containsExactly("BK-AAAAAA", "BK-BBBBBB");
            assertThat(town.rows("select count(*) from booking_history")).containsExactly(List.of("2"));
        }
    }
}

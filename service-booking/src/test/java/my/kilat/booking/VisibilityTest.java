package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.identity.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A booking that is listed can be read by itself, and what can be read is listed, but for jobs that are not open yet. */
class VisibilityTest {
    private Town town;

    @BeforeEach
    void open() {
        town = Town.open();
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void listsAndSingleBookingsShowTheSame() {
        Person owner = town.owner();
        Person runner = town.runner();
        Map<UUID, String> bookings = new HashMap<>();
        for (BookingStatus status : BookingStatus.values()) {
            bookings.put(town.bookingIn(status, owner, runner), status.word());
            bookings.put(town.bookingIn(status, town.owner(), town.runner()), status.word() + " of others");
        }
        UUID unpaid = owner.booked();
        bookings.put(unpaid, "requested and not paid for");

        for (Person person :
                List.of(owner, runner, town.owner(), town.runner(), town.person(Role.SHOP), town.person(Role.ADMIN))) {
            Set<UUID> listed = listed(person);
            Set<UUID> readable = new HashSet<>();
            for (UUID booking : bookings.keySet()) {
                int status = person.get(booking).status();
                assertThat(status).isIn(200, 403);
                if (status == 200) {
                    readable.add(booking);
                }
            }
            assertThat(readable).as("whatever is listed can be read").containsAll(listed);
            readable.removeAll(listed);
            assertThat(readable).as("whatever can be read is listed").isSubsetOf(unpaid);
        }
        assertThat(listed(runner)).doesNotContain(unpaid);
        assertThat(listed(owner)).contains(unpaid);
    }

    private static Set<UUID> listed(Person person) {
        Set<UUID> ids = new HashSet<>();
        JsonNode rows = person.list("?page=1&limit=100").expect(200).data();
        rows.forEach(row -> ids.add(UUID.fromString(row.path("id").asText())));
        return ids;
    }
}

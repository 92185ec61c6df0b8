package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.identity.Role;
import my.kilat.platform.time.Times;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Vaccinations that expire before the ride are named, and a runner confirms having seen the documents. */
class VaccinationsTest {
    private static Town town;

    @BeforeAll
    static void open() {
        town = Town.open();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    private static Map<String, Object> vaccinated(Instant rabies, Instant distemper) {
        return Town.pet(Map.of(
                "vaccinations",
                List.of(
                        Map.of(
                                "vaccine_name", "Rabies",
                                "date_given", "2020-01-01T00:00:00Z",
                                "expires_at", Times.format(rabies)),
                        Map.of(
                                "vaccine_name", "Distemper",
                                "date_given", "2020-01-01T00:00:00Z",
                                "expires_at", Times.format(distemper)),
                        Map.of("vaccine_name", "Kennel cough", "date_given", "2020-01-01T00:00:00Z"))));
    }

    @Test
    void whatHasExpiredByTheTimeOfTheRideIsNamed() {
        Instant now = town.clock().instant();
        Map<String, Object> request =
                Town.request("pet_spec", vaccinated(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(9))));
        Person owner = town.owner();
        assertThat(owner.book(request).expect(201).text()).doesNotContain("vaccination_warnings");
        request.put("scheduled_at", Times.format(now.plus(Duration.ofDays(3))));
        BookingResource planned = owner.book(request).expect(201).data(BookingResource.class);
        assertThat(planned.vaccinationWarnings())
                .singleElement()
                .asString()
                .startsWith("Rabies expires on ")
                .endsWith(", before the ride");
        assertThat(owner.get(planned.id())
                        .expect(200)
                        .data(BookingResource.class)
                        .vaccinationWarnings())
                .isEqualTo(planned.vaccinationWarnings());
    }

    @Test
    void theRunnerConfirmsAtThePickupHavingSeenTheDocuments() {
        Person owner = town.owner();
        Person runner = town.runner();
        for (Map<String, Object> body :
                List.of(Map.<String, Object>of("vaccinations_seen", true), Map.<String, Object>of())) {
            UUID booking = owner.booked();
            town.pay(booking);
            runner.accept(booking).expect(200);
            runner.api().post(Town.BOOKINGS + "/" + booking + "/pickup", body).expect(200);
            String history = town.person(Role.ADMIN)
                    .api()
                    .get(Town.BOOKINGS + "/" + booking + "/history")
                    .expect(200)
                    .text();
            assertThat(history.contains("the runner has seen the vaccination documents"))
                    .isEqualTo(!body.isEmpty());
        }
    }
}

package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what with whose booking: every operation, by everybody. */
class AccessTest {
    private static Town town;
    private static Person owner;
    private static Person runner;
    private static Map<String, Person> people;

    @BeforeAll
    static void open() {
        town = Town.open();
        owner = town.owner();
        runner = town.runner();
        people = Map.of(
                "owner", owner,
                "runner", runner,
                "other owner", town.owner(),
                "other runner", town.runner(),
                "shop", town.person(Role.SHOP),
                "admin", town.person(Role.ADMIN),
                "operator", town.person(Role.OPERATOR, owner.id()), // was an owner before
                "nobody", new Person(UUID.randomUUID(), town.nobody()));
    }

    @AfterAll
    static void close() {
        town.close();
    }

    /** In each state that the columns name, for a booking of this owner and, from accepted on, this runner. */
    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # what   | who          | requested | accepted
            get      | owner        | 200       | 200
            get      | runner       | 200       | 200
            get      | other owner  | 403       | 403
            get      | other runner | 200       | 403
            get      | shop         | 403       | 403
            get      | admin        | 200       | 200
            get      | nobody       | 401       | 401
            accept   | owner        | 403       | 403
            accept   | shop         | 403       | 403
            accept   | admin        | 403       | 403
            accept   | operator     | 403       | 403
            accept   | nobody       | 401       | 401
            accept   | other runner | 200       | 409
            accept   | runner       | 200       | 200
            pickup   | owner        | 403       | 403
            pickup   | runner       | 403       | 200
            pickup   | other owner  | 403       | 403
            pickup   | other runner | 403       | 403
            pickup   | shop         | 403       | 403
            pickup   | admin        | 403       | 403
            pickup   | operator     | 403       | 403
            pickup   | nobody       | 401       | 401
            deliver  | owner        | 403       | 403
            deliver  | runner       | 403       | 422
            deliver  | other owner  | 403       | 403
            deliver  | other runner | 403       | 403
            deliver  | shop         | 403       | 403
            deliver  | admin        | 403       | 403
            deliver  | operator     | 403       | 403
            deliver  | nobody       | 401       | 401
            confirm  | owner        | 422       | 422
            confirm  | runner       | 403       | 403
            confirm  | other owner  | 403       | 403
            confirm  | other runner | 403       | 403
            confirm  | shop         | 403       | 403
            confirm  | admin        | 403       | 403
            confirm  | operator     | 403       | 403
            confirm  | nobody       | 401       | 401
            cancel   | owner        | 200       | 200
            cancel   | runner       | 403       | 200
            cancel   | other owner  | 403       | 403
            cancel   | other runner | 403       | 403
            cancel   | shop         | 403       | 403
            cancel   | admin        | 200       | 200
            cancel   | operator     | 403       | 403
            cancel   | nobody       | 401       | 401
            """)
    void everyOperationByEverybody(String what, String who, int requested, int accepted) {
        assertThat(attempt(what, who, BookingStatus.REQUESTED)).isEqualTo(requested);
        assertThat(attempt(what, who, BookingStatus.ACCEPTED)).isEqualTo(accepted);
    }

    private static int attempt(String what, String who, BookingStatus status) {
        UUID booking = town.bookingIn(status, owner, runner);
        Person person = people.get(who);
        ApiClient.Answer answer = what.equals("get") ? person.get(booking) : person.act(booking, what);
        if (answer.status() >= 400) {
            assertThat(answer.error()).isNotBlank();
            assertThat(town.seenByAdmin(booking).version())
                    .as("a refusal changes nothing")
                    .isEqualTo(status == BookingStatus.REQUESTED ? 1 : 2);
        }
        return answer.status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/accept", "/pickup", "/deliver", "/confirm", "/cancel"})
    void whatIsNotThereIsNotFoundAndWhatIsNoIdIsInvalid(String action) {
        Person caller = action.equals("/confirm") ? owner : runner;
        String method = action.isEmpty() ? "GET" : "POST";
        UUID unknown = UUID.randomUUID();
        ApiClient.Answer missing = caller.api().send(method, Town.BOOKINGS + "/" + unknown + action, null);
        assertThat(missing.expect(404).text())
                .isEqualTo("{\"success\":false,\"error\":\"Booking not found\",\"detail\":\"Booking with id '" + unknown
                        + "' was not found\"}");
        caller.api()
                .send(method, Town.BOOKINGS + "/draft-vet-" + unknown + action, null)
                .expect(400);
    }

    @Test
    void idsAreUnderstoodInCapitalsAndGivenInLowerCase() {
        UUID booking = owner.booked();
        String shouted = booking.toString().toUpperCase(Locale.ROOT);
        assertThat(owner.api()
                        .get(Town.BOOKINGS + "/" + shouted)
                        .expect(200)
                        .data()
                        .path("id")
                        .asText())
                .isEqualTo(booking.toString());
        assertThat(owner.api()
                        .post(Town.BOOKINGS + "/" + shouted + "/cancel", Map.of("reason", "other: no time"))
                        .expect(200)
                        .data()
                        .path("cancel_note")
                        .asText())
                .isEqualTo("other: no time");
    }
}

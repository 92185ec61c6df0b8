package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The older web apps read {@code in_transit} for a pet under way; everybody else must never see it. */
class StatusSpellingTest {
    private static Town town;

    @BeforeAll
    static void open() {
        town = Town.open();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000, in_transit",
        "http://localhost:3001, in_transit",
        "http://localhost:3002, in_transit",
        "http://localhost:3003, in_progress",
        "http://localhost:8080, in_progress",
        "http://localhost:30000, in_progress",
        "null, in_progress"
    })
    void theOriginDecides(String origin, String word) {
        Person owner = town.owner();
        Person web = owner.sending("Origin", origin);
        Person runner = town.runner();
        UUID id = town.bookingIn(BookingStatus.IN_PROGRESS, owner, runner);
        assertThat(status(web.get(id))).isEqualTo(word);
        assertThat(web.list("").expect(200).data().get(0).path("status").asText())
                .isEqualTo(word);
        Person webRunner = runner.sending("Origin", origin);
        assertThat(status(webRunner.pickUp(id))).isEqualTo(word);
        assertThat(webRunner
                        .list("")
                        .expect(200)
                        .data()
                        .path("items")
                        .get(0)
                        .path("status")
                        .asText())
                .isEqualTo(word);
        assertThat(status(owner.get(id))).isEqualTo("in_progress");
        assertThat(status(web.cancel(id))).isEqualTo("cancelled");
    }

    @Test
    void aBrowserIsNotGuessedAt() {
        Person owner = town.owner();
        UUID id = town.bookingIn(BookingStatus.IN_PROGRESS, owner, town.runner());
        assertThat(status(owner.sending("Sec-Fetch-Mode", "cors")
                        .sending("User-Agent", "Mozilla/5.0")
                        .get(id)))
                .isEqualTo("in_progress");
    }

    @Test
    void everyAnswerWithABookingSaysThatItVaries() {
        Person owner = town.owner();
        ApiClient.Answer created = owner.book(Town.request()).expect(201);
        UUID id = UUID.fromString(created.data().path("id").asText());
        assertThat(created.header("Vary")).isEqualTo("Origin");
        assertThat(owner.get(id).header("Vary")).isEqualTo("Origin");
        assertThat(owner.list("").header("Vary")).isEqualTo("Origin");
        assertThat(town.runner().list("").header("Vary")).isEqualTo("Origin");
        assertThat(owner.cancel(id).header("Vary")).isEqualTo("Origin");
    }

    private static String status(ApiClient.Answer answer) {
        return answer.expect(200).data().path("status").asText();
    }
}

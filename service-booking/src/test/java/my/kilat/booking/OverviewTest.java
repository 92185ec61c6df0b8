package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the console is told of bookings: lists by state, age and person, page by page; one with its steps; and figures. */
class OverviewTest {
    private static final String ROWS = "/internal/v1/bookings/rows";
    private static Town town;

    @BeforeAll
    static void open() {
        town = Town.open();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    private static JsonNode rows(Map<String, Object> more) {
        Map<String, Object> question =
                new HashMap<>(Map.of("statuses", List.of(), "stuck", false, "people", List.of()));
        question.putAll(more);
        return town.callingAs("console").post(ROWS, question).expect(200).data();
    }

    private static List<String> ids(JsonNode rows) {
        return rows.path("items").findValuesAsText("id");
    }

    @Test
    void onlyTheConsoleIsTold() {
        for (String path : List.of(ROWS, "/internal/v1/bookings/figures", "/internal/v1/bookings/file")) {
            assertThat(town.callingAs("payment").post(path, Map.of()).status())
                    .as(path)
                    .isEqualTo(403);
            assertThat(town.nobody().post(path, Map.of()).status()).as(path).isEqualTo(401);
            assertThat(town.person(my.kilat.contract.identity.Role.ADMIN)
                            .api()
                            .post(path, Map.of())
                            .status())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void aBookingIsFoundByItsNumberAndItsPeople() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID booking = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        String number = rows(Map.of("people", List.of(owner.id())))
                .path("items")
                .get(0)
                .path("number")
                .asText();
        assertThat(ids(rows(Map.of("number", number.toLowerCase(java.util.Locale.ROOT)))))
                .containsExactly(booking.toString());
        assertThat(ids(rows(Map.of("people", List.of(runner.id()))))).containsExactly(booking.toString());
        assertThat(ids(rows(Map.of("number", "BK-NONE")))).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        Person owner = town.owner();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            made.addFirst(owner.api()
                    .post("/api/v1/bookings", Town.request())
                    .expect(201)
                    .data()
                    .path("id")
                    .asText());
        }
        Map<String, Object> theirs = Map.of("people", List.of(owner.id()));
        JsonNode first = rows(theirs);
        assertThat(first.path("items")).hasSize(50);
        JsonNode second = rows(Map.of(
                "people", List.of(owner.id()), "before", first.path("next").asText()));
        assertThat(second.has("next")).isFalse();
        List<String> read = new ArrayList<>(ids(first));
        read.addAll(ids(second));
        assertThat(read).isEqualTo(made);
        assertThat(town.callingAs("console")
                        .post(ROWS, Map.of("statuses", List.of(), "stuck", false, "people", List.of(), "before", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aBookingIsStuckOnceItHasStayedInItsStateForTooLong() {
        UUID booking = town.bookingIn(BookingStatus.IN_PROGRESS, town.owner(), town.runner());
        Map<String, Object> stuck = Map.of("stuck", true, "statuses", List.of("in_progress"));
        assertThat(ids(rows(stuck))).doesNotContain(booking.toString());
        long before = figure("stuck");
        town.clock().advance(Duration.ofHours(3).plusMinutes(1));
        assertThat(ids(rows(stuck))).contains(booking.toString());
        assertThat(figure("stuck")).isGreaterThan(before);
        assertThat(ids(rows(Map.of("stuck", true, "statuses", List.of("completed")))))
                .isEmpty();
    }

    private static long figure(String name) {
        return town.callingAs("console")
                .post("/internal/v1/bookings/figures", Map.of())
                .expect(200)
                .data()
                .path(name)
                .asLong(-1);
    }

    @Test
    void theFileOfABookingHasEachStepWithWhoTookIt() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID booking = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        JsonNode file = town.callingAs("console")
                .post("/internal/v1/bookings/file", Map.of("booking_id", booking))
                .expect(200)
                .data();
        assertThat(file.path("booking").path("id").asText()).isEqualTo(booking.toString());
        assertThat(file.path("history").findValuesAsText("to")).containsExactly("requested", "accepted");
        assertThat(file.path("history").findValuesAsText("actor_id"))
                .containsExactly(owner.id().toString(), runner.id().toString());
    }
}

package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists that are read by cursor. */
class ListByCursorTest {
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
    void anOwnerReadsTheirListToItsEndWhileBookingsAreAdded() {
        Person owner = town.owner();
        List<UUID> booked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            booked.add(owner.booked());
            town.owner().booked();
        }
        ApiClient.Answer first = owner.list("?limit=2&cursor=").expect(200);
        assertThat(ids(first)).isEqualTo(booked.reversed().subList(0, 2));
        assertThat(first.json().path("pagination").path("limit").asInt()).isEqualTo(2);
        assertThat(first.json().path("pagination").has("total")).isFalse();
        assertThat(first.json().path("pagination").has("page")).isFalse();

        owner.booked();
        ApiClient.Answer second = owner.list("?limit=2&cursor=" + next(first)).expect(200);
        assertThat(ids(second)).isEqualTo(booked.reversed().subList(2, 4));
        owner.booked();
        assertThat(owner.list("?limit=2&cursor=" + next(first)).text())
                .as("the same again")
                .isEqualTo(second.text());

        ApiClient.Answer last = owner.list("?limit=2&cursor=" + next(second)).expect(200);
        assertThat(ids(last)).containsExactly(booked.getFirst());
        assertThat(last.json().path("pagination").toString()).isEqualTo("{\"limit\":2}");
        assertThat(town.owner().list("?cursor=").expect(200).text())
                .isEqualTo("{\"success\":true,\"data\":[],\"pagination\":{\"limit\":20}}");
        assertThat(owner.list("?cursor=&limit=1000")
                        .json()
                        .at("/pagination/limit")
                        .asInt())
                .isEqualTo(100);
    }

    @Test
    void aPageThatEndsWithTheListNamesNoNextOne() {
        Person owner = town.owner();
        owner.booked();
        owner.booked();
        assertThat(owner.list("?limit=2&cursor=")
                        .expect(200)
                        .json()
                        .path("pagination")
                        .toString())
                .isEqualTo("{\"limit\":2}");
    }

    @Test
    void aRunnerReadsOwnAndOpenJobsByAgeAndNoneMovesWhenItsStateChanges() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID accepted = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        UUID delivered = town.bookingIn(BookingStatus.DELIVERED, owner, runner);
        UUID open = town.bookingIn(BookingStatus.REQUESTED, owner, runner);
        UUID unpaid = owner.booked();
        UUID foreign = town.bookingIn(BookingStatus.ACCEPTED, owner, town.runner());
        UUID running = town.bookingIn(BookingStatus.IN_PROGRESS, owner, runner);
        UUID newest = town.bookingIn(BookingStatus.REQUESTED, owner, runner);

        List<UUID> visible = List.of(newest, running, open, delivered, accepted);
        assertThat(all(runner, "", 2)).isEqualTo(visible).doesNotContain(unpaid, foreign);
        assertThat(runner.list("?cursor=").data().isArray()).isTrue();
        assertThat(all(runner, "&status=requested", 1)).containsExactly(newest, open);
        assertThat(all(runner, "&status=active", 2)).isEqualTo(visible);
        assertThat(all(runner, "&status=delivered", 1)).containsExactly(delivered);
        assertThat(all(runner, "&status=cancelled", 1)).isEmpty();

        ApiClient.Answer first = runner.list("?cursor=&limit=2").expect(200);
        runner.accept(open).expect(200);
        runner.accept(newest).expect(200);
        assertThat(ids(runner.list("?limit=2&cursor=" + next(first))))
                .as("an accepted job stays where it was")
                .containsExactly(open, delivered);
    }

    @Test
    void everyRoleReadsWhatItsPagesShowAndFiltersAlike() {
        Person owner = town.owner();
        Person runner = town.runner();
        for (BookingStatus status : BookingStatus.values()) {
            town.bookingIn(status, owner, runner);
            town.bookingIn(status, town.owner(), town.runner());
        }
        for (Person person : List.of(owner, runner, town.person(Role.ADMIN), town.person(Role.SHOP), town.owner())) {
            for (String status : List.of(
                    "", "requested", "accepted", "in_transit", "delivered", "completed", "cancelled", "active")) {
                assertThat(all(person, "&status=" + status, 3))
                        .as("status " + status)
                        .containsExactlyInAnyOrderElementsOf(ids(person.list("?page=1&limit=100&status=" + status)))
                        .doesNotHaveDuplicates();
            }
        }
        assertThat(all(town.person(Role.ADMIN), "", 5)).hasSize(12);
        assertThat(all(town.person(Role.SHOP), "", 5)).isEmpty();
        town.nobody().get(Town.BOOKINGS + "?cursor=").expect(401);
    }

    @Test
    void aCursorIsOfOneListAlone() {
        Person owner = town.owner();
        for (int i = 0; i < 3; i++) {
            owner.booked();
        }
        String cursor = next(owner.list("?limit=1&cursor=").expect(200));
        String other = (cursor.startsWith("B") ? "C" : "B") + cursor.substring(1);
        for (String wrong : List.of("x", "%20x", other, cursor + "AA", cursor.substring(1))) {
            assertThat(owner.list("?limit=1&cursor=" + wrong).expect(400).error())
                    .as(wrong)
                    .contains("next_cursor");
        }
        assertThat(owner.list("?status=requested&cursor=" + cursor).expect(400).error())
                .contains("same filter");
        town.owner().list("?cursor=" + cursor).expect(400);
        town.person(Role.ADMIN).list("?cursor=" + cursor).expect(400);
        town.runner().list("?cursor=" + cursor).expect(400);
        assertThat(owner.list("?page=1&cursor=" + cursor).expect(400).error())
                .isEqualTo("send either page or cursor, not both");
        owner.list("?page=&cursor=").expect(400);

        String active = next(owner.list("?limit=1&status=active&cursor=").expect(200));
        owner.list("?limit=1&status=active&cursor=" + active).expect(200);
        owner.list("?limit=5&cursor=" + cursor).expect(200);
    }

    /** Everything from the first page to the last. */
    private static List<UUID> all(Person person, String query, int limit) {
        List<UUID> all = new ArrayList<>();
        String cursor = "";
        do {
            ApiClient.Answer page =
                    person.list("?limit=" + limit + query + "&cursor=" + cursor).expect(200);
            assertThat(page.data().size()).isLessThanOrEqualTo(limit);
            all.addAll(ids(page));
            cursor = next(page);
        } while (!cursor.isEmpty());
        return all;
    }

    private static String next(ApiClient.Answer page) {
        return page.json().path("pagination").path("next_cursor").asText("");
    }

    private static List<UUID> ids(ApiClient.Answer page) {
        List<UUID> ids = new ArrayList<>();
        for (JsonNode row : page.expect(200).data()) {
            ids.add(UUID.fromString(row.path("id").asText()));
        }
        return ids;
    }
}

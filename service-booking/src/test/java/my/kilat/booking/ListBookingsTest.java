package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees which bookings, in which order, in which shape. */
class ListBookingsTest {
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
    void ownersSeeTheirOwnNewestFirst() {
        Person owner = town.owner();
        Person another = town.owner();
        List<UUID> mine = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            mine.add(owner.booked());
            another.booked();
        }
        assertThat(ids(owner.list(""))).isEqualTo(mine.reversed());
        ApiClient.Answer page = owner.list("?page=2&limit=2");
        assertThat(ids(page)).isEqualTo(mine.reversed().subList(2, 4));
        assertThat(page.json().path("pagination").toString())
                .isEqualTo("{\"total\":5,\"page\":2,\"limit\":2,\"total_pages\":3}");
        assertThat(ids(owner.list("?page=7&limit=2"))).isEmpty();
        assertThat(total(owner.list("?page=7&limit=2"))).isEqualTo(5);
        assertThat(page(owner.list("?page=0&limit=1000"))).containsExactly(1, 100);
        assertThat(page(owner.list("?page=x&limit=-1"))).containsExactly(1, 20);
        assertThat(town.owner().list("").expect(200).text())
                .isEqualTo("{\"success\":true,\"data\":[],"
                        + "\"pagination\":{\"total\":0,\"page\":1,\"limit\":20,\"total_pages\":0}}");
        assertThat(ids(town.person(Role.SHOP).list(""))).isEmpty();
        town.nobody().get(Town.BOOKINGS).expect(401);
    }

    @Test
    void bookingsThatAnOwnerRequestsAtOnceAreAllCounted() throws InterruptedException {
        Person owner = town.owner();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(Collections.nCopies(24, owner::booked));
        }
        assertThat(total(owner.list("?limit=1"))).isEqualTo(24);
    }

    @Test
    void statesCanBeAskedForInEverySpelling() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID requested = owner.booked();
        UUID accepted = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        UUID inProgress = town.bookingIn(BookingStatus.IN_PROGRESS, owner, runner);
        UUID delivered = town.bookingIn(BookingStatus.DELIVERED, owner, runner);
        UUID completed = town.bookingIn(BookingStatus.COMPLETED, owner, runner);
        UUID cancelled = town.bookingIn(BookingStatus.CANCELLED, owner, runner);

        assertThat(ids(owner.list("?status=requested"))).containsExactly(requested);
        assertThat(ids(owner.list("?status=accepted&page=1"))).containsExactly(accepted);
        for (String word : List.of("in_progress", "in_transit", "picked_up", "delivery_in_progress")) {
            assertThat(ids(owner.list("?status=" + word))).as(word).containsExactly(inProgress);
        }
        assertThat(ids(owner.list("?status=delivered"))).containsExactly(delivered);
        assertThat(ids(owner.list("?status=completed&limit=5"))).containsExactly(completed);
        assertThat(ids(owner.list("?status=cancelled"))).containsExactly(cancelled);
        assertThat(ids(owner.list("?status=active"))).containsExactly(delivered, inProgress, accepted, requested);
        assertThat(total(owner.list("?status=active&limit=1"))).isEqualTo(4);
        assertThat(ids(owner.list("?status="))).hasSize(6);
        assertThat(owner.list("?status=lost").expect(400).error()).contains("status");

        Person admin = town.person(Role.ADMIN);
        assertThat(ids(admin.list("?status=active"))).containsExactly(delivered, inProgress, accepted, requested);
        assertThat(ids(admin.list("?status=in_transit"))).containsExactly(inProgress);
        assertThat(ids(admin.list(""))).hasSize(6);
        assertThat(total(admin.list("?limit=2"))).isEqualTo(6);

        assertThat(ids(runner.list("?page=1&status=completed"))).containsExactly(completed);
        assertThat(ids(runner.list("?page=1&status=cancelled"))).containsExactly(cancelled);
        assertThat(ids(runner.list("?page=1&status=active")))
                .as("own live ones first; what is not paid for is no job")
                .containsExactly(inProgress, accepted, delivered);
    }

    @Test
    void runnersSeeOwnLiveJobsFirstThenTheRestWithAllOpenJobs() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID oldest = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        UUID done = town.bookingIn(BookingStatus.DELIVERED, owner, runner);
        UUID open = town.bookingIn(BookingStatus.REQUESTED, owner, runner);
        UUID unpaid = owner.booked();
        UUID foreign = town.bookingIn(BookingStatus.ACCEPTED, owner, town.runner());
        UUID running = town.bookingIn(BookingStatus.IN_PROGRESS, owner, runner);
        UUID newest = town.bookingIn(BookingStatus.REQUESTED, owner, runner);

        ApiClient.Answer all = runner.list("?page=1&limit=20");
        assertThat(ids(all))
                .containsExactly(running, oldest, newest, open, done)
                .doesNotContain(unpaid, foreign);
        assertThat(total(all)).isEqualTo(5);
        assertThat(ids(runner.list("?page=1&limit=2"))).containsExactly(running, oldest);
        assertThat(ids(runner.list("?page=2&limit=2"))).containsExactly(newest, open);
        assertThat(ids(runner.list("?page=3&limit=2"))).containsExactly(done);
        assertThat(ids(runner.list("?page=4&limit=2"))).isEmpty();
        assertThat(total(runner.list("?page=4&limit=2"))).isEqualTo(5);
        assertThat(ids(runner.list("?status=requested&page=1&limit=20"))).containsExactly(newest, open);
        assertThat(ids(town.runner().list("?page=1"))).containsExactly(newest, open);
    }

    @Test
    void aRunnerWhoAsksForNoPageGetsAnObjectWithItems() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID mine = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        UUID open = town.bookingIn(BookingStatus.REQUESTED, owner, runner);
        JsonNode answer = runner.list("").expect(200).json();
        assertThat(ids(answer.path("data").path("items"))).containsExactly(mine, open);
        assertThat(answer.path("data").path("page").asInt()).isEqualTo(1);
        assertThat(answer.path("data").path("limit").asInt()).isEqualTo(100);
        assertThat(answer.path("data").path("total").asInt()).isEqualTo(2);
        assertThat(answer.path("data").path("total_pages").asInt()).isEqualTo(1);
        assertThat(answer.path("pagination").toString())
                .isEqualTo("{\"total\":2,\"page\":1,\"limit\":100,\"total_pages\":1}");
        assertThat(ids(runner.list("?status=requested").expect(200).data().path("items")))
                .containsExactly(open);
        for (String query : List.of("?page=1", "?limit=5", "?page=1&limit=5", "?status=requested&limit=5")) {
            assertThat(runner.list(query).expect(200).data().isArray())
                    .as(query)
                    .isTrue();
        }
        for (Role role : List.of(Role.OWNER, Role.SHOP, Role.ADMIN)) {
            assertThat(town.person(role).list("").expect(200).data().isArray())
                    .as(role.word())
                    .isTrue();
        }
    }

    @Test
    void aJobIsGoneFromTheListOfOthersOnceItIsTaken() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID open = town.bookingIn(BookingStatus.REQUESTED, owner, runner);
        Person other = town.runner();
        assertThat(ids(other.list("?limit=5"))).containsExactly(open);
        runner.accept(open).expect(200);
        assertThat(ids(other.list("?limit=5"))).isEmpty();
        assertThat(ids(runner.list("?limit=5"))).containsExactly(open);
    }

    private static List<UUID> ids(ApiClient.Answer answer) {
        return ids(answer.expect(200).data());
    }

    private static List<UUID> ids(JsonNode rows) {
        assertThat(rows.isArray()).isTrue();
        List<UUID> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(UUID.fromString(row.path("id").asText())));
        return Collections.unmodifiableList(ids);
    }

    private static long total(ApiClient.Answer answer) {
        return answer.expect(200).json().path("pagination").path("total").asLong();
    }

    private static List<Integer> page(ApiClient.Answer answer) {
        JsonNode pagination = answer.expect(200).json().path("pagination");
        return List.of(pagination.path("page").asInt(), pagination.path("limit").asInt());
    }
}

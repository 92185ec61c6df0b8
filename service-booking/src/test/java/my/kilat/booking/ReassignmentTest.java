package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bookings that change hands. */
class ReassignmentTest {
    private static final Map<String, String> TOO_FAR = Map.of("reason", "too_far");

    private static RunnerStandIn runners;
    private static Town town;

    @BeforeAll
    static void open() {
        runners = new RunnerStandIn();
        town = Town.open(Map.of("UPSTREAM_RUNNER", runners.url()));
    }

    @AfterAll
    static void close() {
        town.close();
        runners.close();
    }

    private static ApiClient.Answer decline(Person person, UUID booking, Object body) {
        return person.api().post(Town.BOOKINGS + "/" + booking + "/decline", body);
    }

    private static ApiClient.Answer order(Person admin, UUID booking, String order, Object body) {
        return admin.api().post("/api/v1/admin/bookings/" + booking + "/" + order, body);
    }

    private static List<String> openJobs(Person runner) {
        List<String> ids = new ArrayList<>();
        runner.list("?status=requested&page=1&limit=100")
                .expect(200)
                .data()
                .forEach(booking -> ids.add(booking.path("id").asText()));
        return ids;
    }

    @Test
    void aRunnerGivesABookingBackAndItWaitsForAnotherOne() {
        Person owner = town.owner();
        Person runner = town.runner();
        Person other = town.runner();
        UUID booking = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);

        BookingResource open = decline(runner, booking, TOO_FAR).expect(200).data(BookingResource.class);
        assertThat(open.status().status()).isEqualTo(BookingStatus.REQUESTED);
        assertThat(open.runnerId()).isNull();
        assertThat(open.paymentStatus()).isEqualTo(PaymentStatus.HELD);
        assertThat(open.version()).isEqualTo(3);
        Town.await(
                "the event",
                () -> assertThat(town.told(booking)).containsExactly("requested", "accepted", "requested"));
        JsonNode told = town.events()
                .all(EventType.BOOKING_REQUESTED, booking)
                .getLast()
                .data();
        assertThat(told.path("reoffer").asBoolean()).isTrue();
        assertThat(told.path("previous_runner_id").asText())
                .isEqualTo(runner.id().toString());
        assertThat(told.path("version").asInt()).isEqualTo(3);
        assertThat(town.rows("select from_status, to_status, actor_id, reason from booking_history where version = 3"
                        + " and booking_id = '" + booking + "'"))
                .containsExactly(List.of("accepted", "requested", runner.id().toString(), "too_far"));

        assertThat(openJobs(other)).contains(booking.toString());
        assertThat(openJobs(runner)).doesNotContain(booking.toString());
        assertThat(runner.list("").expect(200).text()).doesNotContain(booking.toString());
        assertThat(runner.accept(booking).expect(409).error()).startsWith("you had this booking before");
        other.accept(booking).expect(200);
        assertThat(town.events().all(EventType.NOTICE_GIVEN, booking))
                .as("whoever gives it back knows")
                .isEmpty();
    }

    @Test
    void onlyTheRunnerOfAnAcceptedBookingGivesItBackWithAReasonOfTheList() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID booking = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        assertThat(decline(town.runner(), booking, TOO_FAR).expect(403).error()).isEqualTo("not your booking");
        decline(owner, booking, TOO_FAR).expect(403);
        decline(runner, booking, Map.of("reason", "bored")).expect(400);
        decline(runner, booking, Map.of()).expect(400);
        decline(runner, UUID.randomUUID(), TOO_FAR).expect(404);
        runner.pickUp(booking).expect(200);
        decline(runner, booking, TOO_FAR).expect(409);
        assertThat(town.seenByAdmin(booking).runnerId()).isEqualTo(runner.id());
    }

    @Test
    void whenARunnerGivesBackAndPicksUpAtOnceOneOfBothHappens() throws Exception {
        for (int round = 0; round < 10; round++) {
            Person runner = town.runner();
            UUID booking = town.bookingIn(BookingStatus.ACCEPTED, town.owner(), runner);
            List<Callable<Integer>> calls = List.of(
                    () -> decline(runner, booking, TOO_FAR).status(),
                    () -> runner.pickUp(booking).status());
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Integer> statuses =
                        threads.invokeAll(calls).stream().map(Future::resultNow).toList();
                boolean aboard = town.seenByAdmin(booking).status().status() == BookingStatus.IN_PROGRESS;
                assertThat(statuses).isEqualTo(aboard ? List.of(409, 200) : List.of(200, 403));
            }
        }
    }

    @Test
    void anAdministratorOffersABookingAgainAndGivesItToARunner() {
        Person admin = town.person(Role.ADMIN);
        Person silent = town.runner();
        Person willing = town.runner();
        UUID booking = town.bookingIn(BookingStatus.ACCEPTED, town.owner(), silent);
        Map<String, Object> assignment = Map.of("runner_id", willing.id(), "reason", "agreed by phone");

        order(admin, booking, "assign", assignment).expect(404);
        runners.has(willing.id());
        order(admin, booking, "assign", assignment).expect(409);
        order(admin, booking, "reoffer", Map.of("reason", "does not answer")).expect(200);
        assertThat(openJobs(silent)).doesNotContain(booking.toString());
        silent.accept(booking).expect(409);
        JsonNode notice = EventRules.check(town.events().await(EventType.NOTICE_GIVEN, booking))
                .data();
        assertThat(notice.path("occasion").asText()).isEqualTo("ride_withdrawn");
        assertThat(notice.path("runner_id").asText()).isEqualTo(silent.id().toString());
        assertThat(order(admin, booking, "assign", assignment)
                        .expect(200)
                        .data(BookingResource.class)
                        .runnerId())
                .isEqualTo(willing.id());
        order(admin, booking, "assign", assignment).expect(200);
        assertThat(town.rows("select to_status, actor_role, reason from booking_history where booking_id = '" + booking
                        + "' and version > 2 order by version"))
                .containsExactly(
                        List.of("requested", "admin", "does not answer"),
                        List.of("accepted", "admin", "agreed by phone"));
        willing.pickUp(booking).expect(200);
        order(admin, booking, "reoffer", Map.of("reason", "too late")).expect(422);
        for (Person nobody : List.of(willing, town.owner())) {
            order(nobody, booking, "reoffer", Map.of("reason", "mine")).expect(403);
            order(nobody, booking, "assign", assignment).expect(403);
        }
        order(admin, booking, "reoffer", Map.of("reason", "")).expect(400);
    }

    @Test
    void anAdministratorMayGiveABookingToARunnerWhoHadItBefore() {
        Person admin = town.person(Role.ADMIN);
        Person runner = town.runner();
        runners.has(runner.id());
        UUID booking = town.bookingIn(BookingStatus.ACCEPTED, town.owner(), runner);
        decline(runner, booking, TOO_FAR).expect(200);
        order(admin, booking, "assign", Map.of("runner_id", runner.id(), "reason", "agreed by phone"))
                .expect(200);
        runner.accept(booking).expect(200);
        runner.pickUp(booking).expect(200);
    }

    @Test
    void anUnpaidBookingIsNotAssigned() {
        Person willing = town.runner();
        runners.has(willing.id());
        UUID booking = town.owner().booked();
        order(town.person(Role.ADMIN), booking, "assign", Map.of("runner_id", willing.id(), "reason", "quickly"))
                .expect(409);
    }
}

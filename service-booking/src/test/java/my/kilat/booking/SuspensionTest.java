package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.SuspensionChanged;
import my.kilat.contract.identity.Role;
import my.kilat.contract.internal.AcceptanceResult;
import my.kilat.contract.internal.OfferAcceptance;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runners who are suspended take no rides. */
class SuspensionTest {
    private static final String REFUSAL = "you are suspended and cannot take rides; ask support";

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

    /** Tells how a runner stands, and waits until it has been applied. */
    private static void tell(Person runner, long revision, boolean suspended) {
        UUID event = UUID.randomUUID();
        SuspensionChanged news = new SuspensionChanged(runner.id(), revision, suspended, Instant.now());
        town.events().publish(event, news);
        town.events().publish(event, news);
        Town.await(
                "the event",
                () -> assertThat(town.rows("select event_id from inbox where event_id = '" + event + "'"))
                        .hasSize(1));
    }

    private static UUID open(Person runner) {
        return town.bookingIn(BookingStatus.REQUESTED, town.owner(), runner);
    }

    private static ApiClient.Answer assign(UUID booking, Person runner) {
        return town.person(Role.ADMIN)
                .api()
                .post(
                        "/api/v1/admin/bookings/" + booking + "/assign",
                        Map.of("runner_id", runner.id(), "reason", "agreed by phone"));
    }

    private static AcceptanceResult acceptOffer(UUID booking, Person runner) {
        return town.callingAs("dispatch")
                .post("/internal/v1/bookings/acceptances", new OfferAcceptance(booking, runner.id()))
                .expect(200)
                .data(AcceptanceResult.class);
    }

    @Test
    void aSuspendedRunnerGetsNoBookingInAnyWayUntilItIsLifted() {
        Person runner = town.runner();
        runners.has(runner.id());
        UUID fromTheList = open(runner);
        UUID offered = open(runner);
        UUID assigned = open(runner);
        tell(runner, 1, true);
        assertThat(runner.accept(fromTheList).expect(403).error()).isEqualTo(REFUSAL);
        assertThat(acceptOffer(offered, runner)).isEqualTo(AcceptanceResult.suspended(offered, REFUSAL));
        assertThat(assign(assigned, runner).expect(403).error()).contains("lift the suspension");
        for (UUID booking : List.of(fromTheList, offered, assigned)) {
            assertThat(town.seenByAdmin(booking).status().status()).isEqualTo(BookingStatus.REQUESTED);
        }
        town.runner().accept(open(runner)).expect(200);

        tell(runner, 2, false);
        runner.accept(fromTheList).expect(200);
        assertThat(acceptOffer(offered, runner).accepted()).isTrue();
        assign(assigned, runner).expect(200);
    }

    @Test
    void ridesUnderWayGoOn() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID accepted = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        UUID aboard = town.bookingIn(BookingStatus.IN_PROGRESS, owner, runner);
        tell(runner, 1, true);
        runner.accept(accepted).expect(200);
        runner.pickUp(accepted).expect(200);
        runner.deliver(accepted).expect(200);
        runner.deliver(aboard).expect(200);
    }

    @Test
    void whatIsOlderThanWhatIsKnownChangesNothing() {
        Person runner = town.runner();
        UUID booking = open(runner);
        tell(runner, 20, false);
        tell(runner, 10, true);
        tell(runner, 20, true);
        runner.accept(booking).expect(200);

        UUID next = open(runner);
        tell(runner, 30, true);
        tell(runner, 20, false);
        tell(runner, 30, true);
        runner.accept(next).expect(403);
    }

    @Test
    void anotherInstanceAndOneThatIsStartedLaterRefuseToo() {
        Person runner = town.runner();
        UUID booking = open(runner);
        tell(runner, 1, true);
        try (TestService second = TestService.start(town.environment(), new BookingService())) {
            Person there = new Person(runner.id(), second.client(Role.RUNNER, runner.id()));
            there.accept(booking).expect(403);
            tell(runner, 2, false);
            there.accept(booking).expect(200);
        }
    }
}

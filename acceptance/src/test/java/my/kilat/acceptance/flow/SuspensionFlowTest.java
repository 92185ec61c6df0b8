package my.kilat.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.local.TestDatabase;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.settings.Environment;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A runner who is suspended gets no ride, through every service that has a part in it, until the suspension is lifted. */
class SuspensionFlowTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private Kilat kilat;
    private Quarter quarter;

    @BeforeEach
    void elsewhere() {
        kilat = Kilat.shared();
        kilat.clock(); // skips tests of a platform whose databases cannot be looked into
        quarter = Quarter.of(kilat);
    }

    /** What an administrator does in the console, as the console passes it on. */
    private void act(String operation, Person runner) {
        String token = ServiceTokens.from(Environment.of(Map.of("APP_ENV", "development")), "console", kilat.clock())
                .tokenFor("runner");
        kilat.service("runner")
                .as(token)
                .post(
                        "/internal/v1/runners/" + operation,
                        Map.of(
                                "user_id",
                                runner.id(),
                                "admin_id",
                                kilat.admin().id(),
                                "reason",
                                "the documents have expired"))
                .expect(200);
    }

    private void awaitSuspended(String service, Person runner, boolean suspended) {
        TestDatabase it = kilat.database(service);
        Jdbi database = Jdbi.create(it.jdbcUrl(), it.user(), it.password());
        await(service + " knows how " + runner.id() + " stands")
                .atMost(SOON)
                .pollInterval(OFTEN)
                .until(() -> database.withHandle(handle -> handle.createQuery(
                                "select count(*) from suspension where runner_id = ? and suspended = ?")
                        .bind(0, runner.id())
                        .bind(1, suspended)
                        .mapTo(Integer.class)
                        .one()
                        .equals(1)));
    }

    private Answer assign(Person runner, UUID booking) {
        return kilat.admin()
                .client()
                .post(
                        "/api/v1/admin/bookings/" + booking + "/assign",
                        Map.of("runner_id", runner.id(), "reason", "agreed by phone"));
    }

    @Test
    void noRideForWhoeverIsSuspendedAndTheOneUnderWayGoesOn() {
        Person owner = kilat.owner();
        Person runner = quarter.runner(0.5);
        UUID underWay = quarter.bookAndPay(owner);
        Quarter.answer(runner, Quarter.awaitOffer(runner, underWay), "accept").expect(200);
        Rides.act(runner, underWay, "pickup").expect(200);
        act("suspend", runner);
        awaitSuspended("booking", runner, true);

        UUID booking = quarter.bookAndPay(owner);
        assertThat(Rides.act(runner, booking, "accept").expect(403).error()).contains("suspended");
        assertThat(assign(runner, booking).expect(403).error()).contains("suspended");
        Rides.act(runner, underWay, "deliver").expect(200);

        act("lift", runner);
        awaitSuspended("booking", runner, false);
        Rides.act(runner, booking, "accept").expect(200);
        assertThat(Rides.booking(owner, booking).path("runner_id").asText())
                .isEqualTo(runner.id().toString());
    }

    @Test
    void anOpenOfferIsWithdrawnAndGoesToAnotherRunner() {
        Person owner = kilat.owner();
        Person suspended = quarter.runner(0.5);
        Person other = quarter.runner(4);
        UUID booking = quarter.bookAndPay(owner);
        String offer = Quarter.awaitOffer(suspended, booking);
        act("suspend", suspended);
        String next = Quarter.awaitOffer(other, booking);
        assertThat(Quarter.offers(suspended)).isEmpty();
        Quarter.answer(suspended, offer, "accept").expect(403);
        assertThat(Quarter.search(owner, booking).path("offers").findValuesAsText("status"))
                .containsExactly("withdrawn", "open");
        Quarter.answer(other, next, "accept").expect(200);
    }
}

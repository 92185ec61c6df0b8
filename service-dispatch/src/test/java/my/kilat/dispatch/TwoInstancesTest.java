package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.identity.Role;
import my.kilat.dispatch.Streets.Quarter;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two instances drive the same searches and take answers to the same offers; then one of them is gone. */
class TwoInstancesTest {
    private static final int RUNNERS = 60;
    private static final int BOOKINGS = 200;

    @Test
    void eachBookingHasOneRunnerEachRunnerOneOfferAndNoOfferStaysOpen() throws Exception {
        try (Streets streets = Streets.open(Map.of("OFFER_ROUNDS", "4"))) {
            List<UUID> bookings = new ArrayList<>();
            try (TestService second = TestService.start(streets.service.environment(), new DispatchService())) {
                Quarter quarter = Quarter.elsewhere();
                List<UUID> runners = streets.runners(quarter, RUNNERS);
                for (int i = 0; i < BOOKINGS; i++) {
                    bookings.add(streets.paid(quarter));
                }
                // One whose payment is heard of later would be a round behind the others.
                Streets.await(
                        "all bookings are searched for",
                        () -> assertThat(streets.rows("select from ride where search = 'searching'"))
                                .hasSize(BOOKINGS));
                Streets.await(
                        "everybody is asked",
                        () -> assertThat(streets.rows(
                                        "select runner_id from offer where state = 'open' group by runner_id"))
                                .hasSize(RUNNERS));
                acceptTwice(streets, second, runners);
            }
            for (int round = 0; round < 6; round++) {
                streets.service.clock().advance(Duration.ofSeconds(21));
                int passed = round;
                Streets.await(
                        "the round",
                        () -> assertThat(bookings)
                                .allMatch(booking -> streets.search(booking).status() != SearchStatus.SEARCHING
                                        || streets.search(booking).rounds() > passed));
            }
            Streets.await(
                    "the end",
                    () -> assertThat(bookings)
                            .allMatch(booking -> streets.search(booking).status() == SearchStatus.ASSIGNED
                                    || streets.search(booking).status() == SearchStatus.EXHAUSTED));
            assertThat(streets.rows("select from offer where state = 'open'")).isEmpty();
            assertThat(streets.rows("""
                            select from offer a join offer b on a.runner_id = b.runner_id and a.id < b.id
                                and a.made_at < b.ended_at and b.made_at < a.ended_at"""))
                    .as("two offers of a runner at the same time")
                    .isEmpty();
            assertThat(streets.rows("select booking_id from offer where state = 'accepted'"))
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void anOfferOfOneInstanceReachesTheSocketAtAnother() {
        try (Streets streets = Streets.open(Map.of());
                TestService second = TestService.start(streets.service.environment(), new DispatchService())) {
            Quarter quarter = Quarter.elsewhere();
            UUID runner = streets.runner(quarter, 0.5);
            String token = TestTokens.runner(runner);
            try (OfferSocket here = OfferSocket.open(streets.service, token);
                    OfferSocket there = OfferSocket.open(second, token)) {
                streets.paid(quarter);
                here.await(1);
                there.await(1);
                streets.answer(runner, streets.offerOf(runner), "decline").expect(200);
                assertThat(there.await(2)).isEqualTo(here.await(2));
            }
        }
    }

    /** The answer, other than that there is no connection to the database free at the moment. */
    private static int accept(ApiClient client, OfferResource offer) {
        return Awaitility.await("an answer")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> client.post("/api/v1/offers/" + offer.id() + "/accept")
                                .status(),
                        status -> status != 503);
    }

    /** Everybody who holds an offer accepts it at both instances at once. */
    private static void acceptTwice(Streets streets, TestService second, List<UUID> runners)
            throws InterruptedException {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (UUID runner : runners) {
            for (OfferResource offer : streets.offersOf(runner)) {
                for (ApiClient client : List.of(streets.as(runner), second.client(Role.RUNNER, runner))) {
                    calls.add(() -> accept(client, offer));
                }
            }
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(calls).stream().map(Future::resultNow).toList())
                    .isSubsetOf(200, 409)
                    .contains(200);
        }
    }
}

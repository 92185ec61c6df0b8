package my.kilat.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rides that are kept for those they are offered to until the rounds are over, through the gateway and every service. */
class OffersFirstFlowTest {
    private static final Duration AN_ANSWER = Duration.ofSeconds(21);

    private static Kilat kilat;
    private Quarter quarter;

    @BeforeAll
    static void start() {
        kilat = Kilat.with(Map.of("DISPATCH", "offers", "OFFER_ROUNDS", "2"));
    }

    @AfterAll
    static void stop() {
        kilat.close();
    }

    @BeforeEach
    void elsewhere() {
        quarter = Quarter.of(kilat);
    }

    private static boolean seesAsOpenJob(Person runner, UUID booking) {
        return runner.client()
                .get("/api/v1/bookings?status=requested&page=1&limit=100")
                .expect(200)
                .text()
                .contains(booking.toString());
    }

    @Test
    void onlyWhoIsAskedMayAcceptAndAfterADeclineOnlyTheNext() {
        Person owner = kilat.owner();
        Person near = quarter.runner(1);
        Person wider = quarter.runner(3);
        Person unasked = quarter.runner(30);
        UUID booking = quarter.bookAndPay(owner);
        String offer = Quarter.awaitOffer(near, booking);
        assertThat(seesAsOpenJob(unasked, booking)).isFalse();
        assertThat(Rides.act(unasked, booking, "accept").expect(409).error())
                .contains("offered to runners nearby first");
        Rides.act(wider, booking, "accept").expect(409);
        Quarter.answer(near, offer, "decline").expect(200);
        Quarter.answer(wider, Quarter.awaitOffer(wider, booking), "accept").expect(200);
        assertThat(Rides.booking(owner, booking).path("runner_id").asText())
                .isEqualTo(wider.id().toString());
    }

    @Test
    void whenEverybodyIsSilentItOpensToAll() {
        Person owner = kilat.owner();
        Person near = quarter.runner(1);
        Person wider = quarter.runner(3);
        Person unasked = quarter.runner(30);
        UUID booking = quarter.bookAndPay(owner);
        Quarter.awaitOffer(near, booking);
        kilat.clock().advance(AN_ANSWER);
        Quarter.awaitOffer(wider, booking);
        assertThat(seesAsOpenJob(unasked, booking)).isFalse();
        kilat.clock().advance(AN_ANSWER);
        Quarter.awaitSearch(owner, booking, "exhausted");
        assertThat(Quarter.search(owner, booking).path("offers").findValuesAsText("status"))
                .containsExactly("expired", "expired");
        kilat.clock().advance(Duration.ofMinutes(2));
        assertThat(seesAsOpenJob(unasked, booking)).isTrue();
        Rides.act(unasked, booking, "accept").expect(200);
        Quarter.awaitSearch(owner, booking, "assigned");
    }

    @Test
    void aPlannedRideIsKeptUntilItsOffersHaveHadTheirTime() {
        Person owner = kilat.owner();
        Person near = quarter.runner(1);
        Person unasked = quarter.runner(30);
        Instant start = kilat.clock().instant().plus(Duration.ofMinutes(46));
        UUID booking = quarter.bookAndPay(owner, Map.of("scheduled_at", start.toString()));
        Quarter.awaitSearch(owner, booking, "planned");
        kilat.clock().advance(Duration.ofSeconds(20));
        assertThat(seesAsOpenJob(unasked, booking)).isFalse();
        Rides.act(unasked, booking, "accept").expect(409);
        kilat.clock().advance(Duration.ofSeconds(45));
        Quarter.awaitOffer(near, booking);
        assertThat(seesAsOpenJob(unasked, booking)).isFalse();
        kilat.clock().advance(Duration.ofMinutes(2));
        assertThat(seesAsOpenJob(unasked, booking)).isTrue();
        Rides.act(unasked, booking, "accept").expect(200);
    }

    @Test
    void oneThatIsGivenBackIsKeptForOffersAgain() {
        Person owner = kilat.owner();
        Person first = quarter.runner(1);
        UUID booking = quarter.bookAndPay(owner);
        Quarter.answer(first, Quarter.awaitOffer(first, booking), "accept").expect(200);
        Person second = quarter.runner(1);
        first.client()
                .post("/api/v1/bookings/" + booking + "/decline", Map.of("reason", "too_far"))
                .expect(200);
        Rides.act(second, booking, "accept").expect(409);
        Quarter.answer(second, Quarter.awaitOffer(second, booking), "accept").expect(200);
        assertThat(Rides.booking(owner, booking).path("runner_id").asText())
                .isEqualTo(second.id().toString());
    }

    @Test
    void ofThoseWhoAcceptAtTheSameMomentOneHasTheRide() throws Exception {
        Person owner = kilat.owner();
        Person one = quarter.runner(0.5);
        Person two = quarter.runner(0.6);
        UUID booking = quarter.bookAndPay(owner);
        String first = Quarter.awaitOffer(one, booking);
        String second = Quarter.awaitOffer(two, booking);
        List<Callable<Integer>> calls = List.of(
                () -> Quarter.answer(one, first, "accept").status(),
                () -> Quarter.answer(two, second, "accept").status());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            assertThat(Rides.booking(owner, booking).path("runner_id").asText())
                    .isEqualTo((statuses.getFirst() == 200 ? one : two).id().toString());
        }
    }
}

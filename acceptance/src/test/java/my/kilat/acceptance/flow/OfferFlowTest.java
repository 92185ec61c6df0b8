package my.kilat.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
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
import my.kilat.contract.event.EventType;
import my.kilat.platform.fixture.EventProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rides that find their runner by offers while everybody else may take them too, through the gateway and every service. */
class OfferFlowTest {
    private static final Duration AN_ANSWER = Duration.ofSeconds(21);

    private static Kilat kilat;
    private static EventProbe events;
    private Quarter quarter;

    @BeforeAll
    static void start() {
        events = new EventProbe(Kilat.brokers());
        kilat = Kilat.shared();
    }

    @AfterAll
    static void stop() {
        events.close();
    }

    @BeforeEach
    void elsewhere() {
        kilat.clock(); // skips tests of a platform whose clock cannot be moved
        quarter = Quarter.of(kilat);
    }

    @Test
    void theRunnerWhoIsAskedTakesTheRideGivesItBackAndAnotherOneCarriesIt() {
        Person owner = kilat.owner();
        Person first = quarter.runner(0.5);
        UUID booking = quarter.bookAndPay(owner);
        String offer = Quarter.awaitOffer(first, booking);
        Person second = quarter.runner(0.5);
        Quarter.answer(second, offer, "accept").expect(403);
        Quarter.answer(first, offer, "accept").expect(200);
        assertThat(Rides.booking(owner, booking).path("runner_id").asText())
                .isEqualTo(first.id().toString());
        Rides.awaitTrip(owner, booking, "active");

        first.client()
                .post("/api/v1/bookings/" + booking + "/decline", Map.of("reason", "pickup_issue"))
                .expect(200);
        Rides.awaitPayment(owner, booking, "held");
        Rides.awaitTrip(owner, booking, "cancelled");
        Rides.act(first, booking, "accept").expect(409);
        Quarter.answer(second, Quarter.awaitOffer(second, booking), "accept").expect(200);
        Rides.awaitTrip(owner, booking, "active");
        Rides.act(second, booking, "pickup").expect(200);
        Rides.act(second, booking, "deliver").expect(200);
        Rides.act(owner, booking, "confirm").expect(200);
        Rides.awaitPayment(second, booking, "released");

        events.await(EventType.DISPATCH_SEARCH_ENDED, booking);
        JsonNode search = Quarter.awaitSearch(owner, booking, "assigned");
        assertThat(search.path("offers").findValuesAsText("status")).containsExactly("accepted", "accepted");
        assertThat(search.path("offers").findValuesAsText("runner_id"))
                .containsExactly(first.id().toString(), second.id().toString());
        assertThat(Quarter.offers(first)).isEmpty();
    }

    @Test
    void whenOneDeclinesTheNextIsAskedAndTheOwnerDoesNotReadWhoItWas() {
        Person owner = kilat.owner();
        Person near = quarter.runner(1);
        Person wider = quarter.runner(3);
        UUID booking = quarter.bookAndPay(owner);
        Quarter.answer(near, Quarter.awaitOffer(near, booking), "decline").expect(200);
        String offer = Quarter.awaitOffer(wider, booking);
        JsonNode seen = Quarter.search(owner, booking);
        assertThat(seen.path("offers").findValuesAsText("status")).containsExactly("declined", "open");
        assertThat(seen.toString()).doesNotContain(near.id().toString());
        assertThat(Quarter.search(kilat.admin(), booking).toString())
                .contains(near.id().toString());
        Quarter.answer(wider, offer, "accept").expect(200);
        assertThat(Rides.booking(owner, booking).path("runner_id").asText())
                .isEqualTo(wider.id().toString());
    }

    @Test
    void whoSaysNothingLosesTheOfferAndMayStillTakeTheOpenJob() {
        Person owner = kilat.owner();
        Person silent = quarter.runner(1);
        Person wider = quarter.runner(3);
        UUID booking = quarter.bookAndPay(owner);
        String missed = Quarter.awaitOffer(silent, booking);
        kilat.clock().advance(AN_ANSWER);
        String next = Quarter.awaitOffer(wider, booking);
        assertThat(Quarter.search(owner, booking).path("offers").findValuesAsText("status"))
                .containsExactly("expired", "open");
        assertThat(Quarter.answer(silent, missed, "accept").expect(409).error()).isEqualTo("this offer has expired");
        Rides.act(silent, booking, "accept").expect(200);
        Quarter.awaitSearch(owner, booking, "assigned");
        Quarter.answer(wider, next, "accept").expect(409);
        assertThat(Quarter.offers(wider)).isEmpty();
    }

    @Test
    void ofThoseWhoAcceptAtTheSameMomentOneHasTheRide() throws Exception {
        Person owner = kilat.owner();
        Person one = quarter.runner(0.5);
        Person two = quarter.runner(0.6);
        Person unasked = quarter.runner(8);
        UUID booking = quarter.bookAndPay(owner);
        String first = Quarter.awaitOffer(one, booking);
        String second = Quarter.awaitOffer(two, booking);
        List<Callable<Integer>> calls = List.of(
                () -> Quarter.answer(one, first, "accept").status(),
                () -> Quarter.answer(two, second, "accept").status(),
                () -> Rides.act(unasked, booking, "accept").status());
        List<Person> callers = List.of(one, two, unasked);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();
            assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409);
            assertThat(Rides.booking(owner, booking).path("runner_id").asText())
                    .isEqualTo(callers.get(statuses.indexOf(200)).id().toString());
        }
        Quarter.awaitSearch(owner, booking, "assigned");
        assertThat(Quarter.offers(one)).isEmpty();
        assertThat(Quarter.offers(two)).isEmpty();
    }

    @Test
    void aPlannedRideIsOfferedShortlyBeforeItsTime() {
        Person owner = kilat.owner();
        String start = kilat.clock().instant().plus(Duration.ofHours(2)).toString();
        UUID booking = quarter.bookAndPay(owner, Map.of("scheduled_at", start));
        Quarter.awaitSearch(owner, booking, "planned");
        kilat.clock().advance(Duration.ofMinutes(72));
        Person runner = quarter.runner(0.5);
        assertThat(Quarter.search(owner, booking).path("status").asText()).isEqualTo("planned");
        kilat.clock().advance(Duration.ofMinutes(3).plusSeconds(30));
        Quarter.answer(runner, Quarter.awaitOffer(runner, booking), "accept").expect(200);
        Quarter.awaitSearch(owner, booking, "assigned");
    }
}

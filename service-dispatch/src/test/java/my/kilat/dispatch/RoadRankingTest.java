package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.dispatch.Streets.Quarter;
import my.kilat.platform.fixture.RoadServerStandIn;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runners are ranked by road where a server knows it. */
class RoadRankingTest {
    private final RoadServerStandIn roads = new RoadServerStandIn();
    private final Quarter quarter = Quarter.elsewhere();
    private Streets streets;

    @BeforeEach
    void open() {
        streets = Streets.open(Map.of(
                "ROUTING", "osrm",
                "ROUTING_URL", roads.address(),
                "ROUTING_TIMEOUT", "10s",
                "ROUTING_CACHE_SIZE", "0",
                "OFFERS_PER_ROUND", "1"));
    }

    @AfterEach
    void close() {
        streets.close();
        roads.close();
    }

    private UUID firstAsked(UUID booking) {
        Streets.await(
                "an offer",
                () -> assertThat(streets.asked(booking, OfferStatus.OPEN)).hasSize(1));
        return streets.asked(booking, OfferStatus.OPEN).getFirst();
    }

    /** Whether a question is about a runner who is that far from the pickup. */
    private boolean isAt(String question, double kilometres) {
        return question.contains(String.format(Locale.ROOT, "%.5f;", quarter.latitude() + kilometres / 110.574));
    }

    @Test
    void whoIsNearerByRoadIsAskedFirst() {
        roads.answersOsrm(question -> isAt(question, 0.5) ? 9_000 : 1_600);
        UUID acrossTheRiver = streets.runner(quarter, 0.5);
        UUID downTheStreet = streets.runner(quarter, 1.5);
        UUID booking = streets.paid(quarter);
        assertThat(firstAsked(booking)).isEqualTo(downTheStreet);
        assertThat(streets.search(booking).offers().getFirst().distanceKm()).isEqualTo(1.6);
        assertThat(acrossTheRiver).isNotNull();
    }

    @Test
    void oneUnknownRoadLeavesTheStraightLineForAll() {
        roads.answersOsrm(question -> isAt(question, 0.5) ? -1 : 200);
        UUID near = streets.runner(quarter, 0.5);
        streets.runner(quarter, 1.5);
        UUID booking = streets.paid(quarter);
        assertThat(firstAsked(booking)).isEqualTo(near);
        assertThat(streets.search(booking).offers().getFirst().distanceKm()).isBetween(0.49, 0.51);
    }

    @Test
    void aServerThatDoesNotAnswerIsNoReasonToAskNobody() {
        roads.hangsUp();
        UUID near = streets.runner(quarter, 0.5);
        assertThat(firstAsked(streets.paid(quarter))).isEqualTo(near);
    }

    @Test
    void noLockIsHeldWhileTheServerIsAsked() {
        UUID booking = UUID.randomUUID();
        AtomicInteger free = new AtomicInteger();
        roads.answersOsrm(question -> {
            List<List<String>> rows =
                    streets.rows("select 1 from ride where booking_id = '" + booking + "' for update skip locked");
            free.addAndGet(rows.size());
            return 800;
        });
        UUID runner = streets.runner(quarter, 0.5);
        streets.tell(Streets.requested(quarter, booking, 1, null), Streets.held(booking, 1));
        assertThat(firstAsked(booking)).isEqualTo(runner);
        assertThat(free).hasPositiveValue();
    }

    /** An instance is ready once it has looked for rides that are due. */
    @Test
    void ofTwoInstancesOneAsksForARide() {
        UUID runner = streets.runner(quarter, 0.5);
        CountDownLatch answer = new CountDownLatch(1);
        roads.answersOsrm(_ -> {
            await(answer);
            return 800;
        });
        UUID booking = streets.paid(quarter);
        Streets.await("a question", () -> assertThat(roads.questions()).isNotEmpty());
        try (TestService second = TestService.start(streets.service.environment(), new DispatchService())) {
            assertThat(second.client().get("/readiness").status()).isEqualTo(200);
            answer.countDown();
            assertThat(firstAsked(booking)).isEqualTo(runner);
            assertThat(roads.questions()).hasSize(1);
        }
    }

    @Test
    void aRideWhoseRoadsAreAskedForDelaysNoOther() {
        CountDownLatch answer = new CountDownLatch(1);
        UUID slow = streets.runner(quarter, 0.5);
        Quarter elsewhere = Quarter.elsewhere();
        UUID quick = streets.runner(elsewhere, 0.5);
        roads.answersOsrm(question -> {
            if (isAt(question, 0.5)) {
                await(answer);
            }
            return 800;
        });
        UUID waiting = streets.paid(quarter);
        Streets.await("a question", () -> assertThat(roads.questions()).isNotEmpty());
        assertThat(firstAsked(streets.paid(elsewhere))).isEqualTo(quick);
        assertThat(streets.search(waiting).rounds()).isZero();
        answer.countDown();
        assertThat(firstAsked(waiting)).isEqualTo(slow);
    }

    @Test
    void aRideThatIsTakenWhileItsRoadsAreAskedForIsOfferedToNobody() {
        UUID runner = streets.runner(quarter, 0.5);
        CountDownLatch answer = new CountDownLatch(1);
        roads.answersOsrm(_ -> {
            await(answer);
            return 800;
        });
        UUID taken = streets.paid(quarter);
        Streets.await("a question", () -> assertThat(roads.questions()).isNotEmpty());
        streets.tell(Streets.accepted(taken, UUID.randomUUID(), 2));
        Streets.await(
                "it is taken", () -> assertThat(streets.search(taken).status()).isEqualTo(SearchStatus.ASSIGNED));
        answer.countDown();
        assertThat(firstAsked(streets.paid(quarter))).isEqualTo(runner);
        assertThat(streets.search(taken).offers()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

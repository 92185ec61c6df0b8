package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EventType;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.runner.duty.BookingEventHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the news of bookings means to runners: twice, late, out of order. */
class RideEventsTest {
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.open();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static List<EventProbe.Seen> assigned(UUID runner) {
        return stage.events.all(EventType.RUNNER_ASSIGNED, runner);
    }

    /** Everything published so far has been taken in once this has. */
    private static void settle() {
        List<UUID> markers =
                IntStream.range(0, 40).mapToObj(i -> UUID.randomUUID()).toList();
        markers.forEach(marker -> stage.events.publish(Stage.accepted(marker, marker)));
        await().until(() -> markers.stream().allMatch(marker -> assigned(marker).size() == 1));
    }

    private static int ridesOf(UUID runner) {
        return stage.one(
                Integer.class,
                "select coalesce((select cardinality(rides) from runner_duty where user_id = ?), 0)",
                runner);
    }

    @Test
    void anAcceptedBookingIsTheRunnersAndTold() {
        UUID runner = stage.newRunner();
        UUID booking = UUID.randomUUID();
        stage.events.publish(Stage.accepted(booking, runner));
        var event = stage.events.await(EventType.RUNNER_ASSIGNED, runner);
        JsonNode data = event.data();
        Set<String> fields = new TreeSet<>();
        data.fieldNames().forEachRemaining(fields::add);
        assertThat(fields).containsExactlyInAnyOrder("runner_id", "booking_id", "occurred_at");
        assertThat(data.path("runner_id").asText()).isEqualTo(runner.toString());
        assertThat(data.path("booking_id").asText()).isEqualTo(booking.toString());
        assertThat(event.envelope().path("subject").asText()).isEqualTo(runner.toString());
    }

    @Test
    void aCompletedRideCountsOnce() {
        UUID runner = stage.newRunner();
        UUID booking = UUID.randomUUID();
        UUID completion = UUID.randomUUID();
        stage.events.publish(Stage.accepted(booking, runner));
        stage.events.publish(completion, Stage.completed(booking, runner));
        stage.events.publish(completion, Stage.completed(booking, runner));
        stage.events.publish(Stage.completed(booking, runner)); // published once more, in an envelope of its own
        settle();
        assertThat(stage.totalTrips(runner)).isEqualTo(1);
        assertThat(ridesOf(runner)).isZero();
        assertThat(assigned(runner)).hasSize(1);
    }

    /** The money of a ride may be long in coming, when the owner has to pay again; its runner is not kept by that. */
    @Test
    void aConfirmedDeliveryLeavesTheRunnerFreeAndIsCountedOnceItIsCompleted() {
        UUID runner = stage.newRunner();
        UUID booking = UUID.randomUUID();
        stage.events.publish(Stage.accepted(booking, runner));
        stage.events.publish(Stage.confirmed(booking, runner, ConfirmedBy.RUNNER));
        settle();
        assertThat(ridesOf(runner)).as("the owner has not said anything yet").isEqualTo(1);
        stage.events.publish(Stage.confirmed(booking, runner, ConfirmedBy.OWNER));
        stage.events.publish(Stage.accepted(booking, runner));
        settle();
        assertThat(ridesOf(runner)).isZero();
        assertThat(stage.totalTrips(runner)).isZero();
        assertThat(stage.post(runner, 3.1, 101.7).status()).isEqualTo(400);
        stage.events.publish(Stage.completed(booking, runner));
        settle();
        assertThat(stage.totalTrips(runner)).isEqualTo(1);
        assertThat(assigned(runner)).hasSize(1);
    }

    @Test
    void aBookingThatIsOnOfferAgainLeavesItsRunnerFree() {
        UUID runner = stage.newRunner();
        UUID booking = UUID.randomUUID();
        stage.events.publish(Stage.accepted(booking, runner, 2, Instant.now()));
        stage.events.publish(Stage.offeredAgain(booking, 3));
        stage.events.publish(Stage.accepted(booking, runner, 2, Instant.now()));
        settle();
        assertThat(ridesOf(runner)).isZero();
        stage.events.publish(Stage.accepted(booking, runner, 4, Instant.now()));
        settle();
        assertThat(ridesOf(runner)).isEqualTo(1);
        assertThat(assigned(runner)).hasSize(2);
    }

    @Test
    void anAcceptanceThatComesTwiceIsToldOnce() {
        UUID runner = stage.newRunner();
        UUID booking = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        stage.events.publish(id, Stage.accepted(booking, runner));
        stage.events.publish(id, Stage.accepted(booking, runner));
        stage.events.publish(Stage.accepted(booking, runner));
        settle();
        assertThat(assigned(runner)).hasSize(1);
        assertThat(ridesOf(runner)).isEqualTo(1);
    }

    @Test
    void aCompletionBeforeTheAcceptanceLeavesNobodyAssigned() {
        UUID runner = stage.newRunner();
        UUID booking = UUID.randomUUID();
        stage.events.publish(Stage.completed(booking, runner));
        stage.events.publish(Stage.accepted(booking, runner));
        settle();
        assertThat(stage.totalTrips(runner)).isEqualTo(1);
        assertThat(ridesOf(runner)).isZero();
        assertThat(stage.post(runner, 3.1, 101.7).status()).isEqualTo(400);
    }

    @Test
    void aCancellationEndsTheRideWhicheverComesFirst() {
        UUID runner = stage.newRunner();
        UUID booking = UUID.randomUUID();
        stage.events.publish(Stage.accepted(booking, runner));
        stage.events.publish(Stage.cancelled(booking, CancelledByRole.OWNER));
        UUID late = UUID.randomUUID();
        stage.events.publish(Stage.cancelled(late, CancelledByRole.OWNER));
        stage.events.publish(Stage.accepted(late, runner));
        settle();
        assertThat(ridesOf(runner)).isZero();
        assertThat(stage.totalTrips(runner)).isZero();
        assertThat(stage.post(runner, 3.1, 101.7).status()).isEqualTo(400);
        assertThat(stage.one(Double.class, "select completion_rate from runner_duty where user_id = ?", runner)
                        .doubleValue())
                .isEqualTo(1.0);
    }

    @Test
    void whatTheRunnerCallsOffTellsInTheCompletionRate() {
        UUID runner = stage.newRunner();
        List<UUID> bookings =
                IntStream.range(0, 4).mapToObj(i -> UUID.randomUUID()).toList();
        bookings.forEach(booking -> stage.events.publish(Stage.accepted(booking, runner)));
        stage.events.publish(Stage.cancelled(bookings.getFirst(), CancelledByRole.RUNNER));
        bookings.stream().skip(1).forEach(booking -> stage.events.publish(Stage.completed(booking, runner)));
        settle();
        assertThat(stage.totalTrips(runner)).isEqualTo(3);
        assertThat(stage.one(Double.class, "select completion_rate from runner_duty where user_id = ?", runner)
                        .doubleValue())
                .isEqualTo(0.75);
    }

    @Test
    void afterADeclineTheRideIsTheNextRunners() {
        UUID first = stage.newRunner();
        UUID second = stage.newRunner();
        UUID booking = UUID.randomUUID();
        stage.events.publish(Stage.accepted(booking, first));
        stage.events.publish(Stage.accepted(booking, second));
        settle();
        assertThat(ridesOf(first)).isZero();
        assertThat(ridesOf(second)).isEqualTo(1);
        assertThat(assigned(second)).hasSize(1);
        stage.events.publish(Stage.completed(booking, second));
        settle();
        assertThat(stage.totalTrips(first)).isZero();
        assertThat(stage.totalTrips(second)).isEqualTo(1);
    }

    @Test
    void ridesFromBeforeTheProfileAreKept() {
        UUID runner = UUID.randomUUID();
        UUID done = UUID.randomUUID();
        UUID live = UUID.randomUUID();
        stage.events.publish(Stage.accepted(done, runner));
        stage.events.publish(Stage.completed(done, runner));
        stage.events.publish(Stage.accepted(live, runner));
        settle();
        assertThat(stage.post(runner, 3.1, 101.7).status()).isEqualTo(404);
        stage.runner(runner).post("/api/v1/runners", Stage.VAN).expect(201);
        assertThat(stage.totalTrips(runner)).isEqualTo(1);
        stage.post(runner, 3.1, 101.7).expect(200);
        assertThat(stage.events
                        .await(EventType.RUNNER_LOCATION_UPDATE, runner)
                        .data()
                        .path("booking_id")
                        .asText())
                .isEqualTo(live.toString());
    }

    /** Many bookings of a few runners, each piece of news two or three times, in any order. */
    @Test
    void whateverTheOrderTheEndIsTheSame() {
        List<UUID> runners =
                IntStream.range(0, 5).mapToObj(i -> stage.newRunner()).toList();
        List<DomainEvent> news = new ArrayList<>();
        int[] trips = new int[5];
        for (int i = 0; i < 100; i++) {
            UUID booking = UUID.randomUUID();
            UUID runner = runners.get(i % 5);
            news.add(Stage.accepted(booking, runner));
            if (i % 3 == 0) {
                news.add(Stage.cancelled(booking, CancelledByRole.OWNER));
            } else {
                news.add(Stage.completed(booking, runner));
                trips[i % 5]++;
            }
        }
        news.addAll(List.copyOf(news));
        news.addAll(news.subList(0, 50));
        Collections.shuffle(news, new Random(42));
        news.forEach(stage.events::publish);
        settle();
        for (int i = 0; i < 5; i++) {
            assertThat(ridesOf(runners.get(i))).isZero();
            assertThat(stage.totalTrips(runners.get(i))).isEqualTo(trips[i]);
        }
    }

    @Test
    void ridesThatEndedLongAgoAreForgottenAndLiveOnesKept() {
        UUID runner = stage.newRunner();
        UUID live = UUID.randomUUID();
        UUID done = UUID.randomUUID();
        stage.events.publish(Stage.accepted(live, runner));
        stage.events.publish(Stage.completed(done, runner));
        settle();
        try (Database database = Database.open(
                DatabaseSettings.from(stage.service.environment(), "runner"), "runner", new SimpleMeterRegistry())) {
            BookingEventHandler.forgetOld(database, Instant.now().plus(Duration.ofDays(29)));
            assertThat(rides(live, done)).containsExactly("completed", "live");
            BookingEventHandler.forgetOld(database, Instant.now().plus(Duration.ofDays(31)));
            assertThat(rides(live, done)).containsExactly("live");
        }
    }

    private static List<String> rides(UUID... bookings) {
        return stage.all(
                String.class, "select state from ride where booking_id = any(?) order by state", (Object) bookings);
    }
}

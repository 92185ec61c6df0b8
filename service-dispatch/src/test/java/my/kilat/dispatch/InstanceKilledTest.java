package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.dispatch.Streets.Quarter;
import my.kilat.platform.fixture.ApiClient;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Two instances drive the searches of two hundred bookings; one is killed while sixty runners accept at both. */
class InstanceKilledTest {
    private static final int RUNNERS = 60;
    private static final int BOOKINGS = 200;
    private static final int ANSWERS_BEFORE_THE_KILL = 20;
    private static final Duration AN_ANSWER = Duration.ofSeconds(21);

    /** Longer than the broker takes to give the partitions of a dead instance to another one, and than a claim lasts. */
    private static final Duration A_WHILE = Duration.ofSeconds(90);

    private static void await(String what, ThrowingRunnable assertion) {
        Awaitility.await(what)
                .atMost(A_WHILE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }

    @Test
    void eachBookingHasOneRunnerAtMostAndNoOfferStaysOpen() throws Exception {
        try (Streets streets = Streets.open(Map.of("OFFER_ROUNDS", "4", "OFFER_ANSWER_WITHIN", "20s"));
                Victim victim = Victim.start(streets.service.environment())) {
            Quarter quarter = Quarter.elsewhere();
            List<UUID> runners = streets.runners(quarter, RUNNERS);
            List<UUID> bookings = new ArrayList<>();
            for (int i = 0; i < BOOKINGS; i++) {
                bookings.add(streets.paid(quarter));
            }
            await("all bookings are searched for, and everybody is asked", () -> {
                assertThat(streets.rows("select from ride where search = 'searching'"))
                        .hasSize(BOOKINGS);
                assertThat(streets.rows("select distinct runner_id from offer where state = 'open'"))
                        .hasSize(RUNNERS);
            });

            acceptUntilOneIsKilled(streets, victim, runners);
            Map<UUID, UUID> taken = streets.neighbours.taken();
            assertThat(taken).isNotEmpty();
            taken.forEach((booking, runner) -> streets.tell(Streets.accepted(booking, runner, 2)));
            await(
                    "what was accepted is known",
                    () -> assertThat(assigned(streets)).containsAllEntriesOf(taken));

            await("the end", () -> {
                streets.service.clock().advance(AN_ANSWER);
                assertThat(bookings)
                        .allMatch(booking -> streets.search(booking).status() == SearchStatus.ASSIGNED
                                || streets.search(booking).status() == SearchStatus.EXHAUSTED);
            });
            assertThat(streets.rows("select from offer where state = 'open'")).isEmpty();
            assertThat(streets.rows("select from ride where due_at is not null"))
                    .isEmpty();
            assertThat(assigned(streets)).isEqualTo(taken);
            assertThat(taken.values()).as("each runner has one ride").doesNotHaveDuplicates();
            assertThat(streets.rows("select booking_id from offer where state = 'accepted'"))
                    .doesNotHaveDuplicates();
            assertThat(streets.rows("""
                            select from offer a join offer b on a.runner_id = b.runner_id and a.id < b.id
                                and a.made_at < b.ended_at and b.made_at < a.ended_at"""))
                    .as("two offers of a runner at the same time")
                    .isEmpty();
        }
    }

    private static Map<UUID, UUID> assigned(Streets streets) {
        return streets.rows("select booking_id, runner_id from ride where stage = 'accepted'").stream()
                .collect(Collectors.toMap(
                        row -> UUID.fromString(row.getFirst()), row -> UUID.fromString(row.getLast())));
    }

    /** Everybody who holds an offer accepts it at both instances, one of which dies over it. */
    private static void acceptUntilOneIsKilled(Streets streets, Victim victim, List<UUID> runners)
            throws InterruptedException {
        CountDownLatch answers = new CountDownLatch(ANSWERS_BEFORE_THE_KILL);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (UUID runner : runners) {
                for (OfferResource offer : streets.offersOf(runner)) {
                    for (ApiClient client : List.of(victim.as(runner), streets.as(runner))) {
                        threads.execute(() -> accept(client, offer, answers));
                    }
                }
            }
            assertThat(answers.await(60, TimeUnit.SECONDS)).isTrue();
            victim.kill();
        }
    }

    private static void accept(ApiClient client, OfferResource offer, CountDownLatch answers) {
        try {
            client.post("/api/v1/offers/" + offer.id() + "/accept");
            answers.countDown();
        } catch (UncheckedIOException killed) {
            // The answer has died with its process.
        }
    }
}

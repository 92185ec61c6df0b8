package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.event.EventType;
import my.kilat.contract.internal.AcceptanceResult;
import my.kilat.dispatch.Streets.Quarter;
import my.kilat.platform.fixture.EventProbe;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An instance is killed between the claim of an offer and the word of the booking service, at each step, and another one
 * lives on. Whatever comes next, each offer has exactly one outcome.
 */
class KilledInAnAcceptanceTest {
    private static final Duration DEADLINE_AND_CLAIM = Duration.ofSeconds(71);
    /** Longer than the broker takes to give the partitions of a dead instance to another one. */
    private static final Duration A_WHILE = Duration.ofSeconds(60);

    /** How far an acceptance has come when its instance dies, and what follows. */
    private enum Step {
        UNHEARD_AND_NEVER_REPEATED,
        UNHEARD_AND_REPEATED,
        GRANTED_AND_ANNOUNCED,
        GRANTED_AND_REPEATED,
        GRANTED_AND_ANNOUNCED_LATE,
        REFUSED,
        ANSWERED;

        private boolean isUnheard() {
            return this == UNHEARD_AND_NEVER_REPEATED || this == UNHEARD_AND_REPEATED;
        }
    }

    private record Acceptance(UUID booking, UUID runner, OfferResource offer) {}

    private final Map<Step, Acceptance> acceptances = new EnumMap<>(Step.class);
    private final Map<UUID, Step> steps = new ConcurrentHashMap<>();
    private final CountDownLatch reached = new CountDownLatch(Step.values().length);
    private final CountDownLatch killed = new CountDownLatch(1);
    private final UUID luckier = UUID.randomUUID();
    private Streets streets;

    @BeforeEach
    void open() {
        streets = Streets.open(Map.of("OFFER_ROUNDS", "1", "OFFER_ANSWER_WITHIN", "60s"));
    }

    @AfterEach
    void close() {
        killed.countDown();
        streets.close();
    }

    @Test
    void eachOfferHasOneOutcomeAndNoneStaysOpen() throws Exception {
        try (Victim victim = Victim.start(streets.service.environment())) {
            for (Step step : Step.values()) {
                offer(step);
            }
            streets.neighbours.onAcceptance(this::decide);
            // Keeps the answer of the booking service from being stored.
            try (Connection holder = streets.tables.hold(of(Step.ANSWERED).booking())) {
                acceptances.values().forEach(it -> victim.accept(it.runner(), it.offer()));
                assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
                streets.tables.awaitBlocked();
                victim.kill();
                killed.countDown();
                holder.rollback();
            }
        }
        assertThat(outcomes())
                .containsOnlyKeys(Step.values())
                .allSatisfy((_, status) -> assertThat(status).isEqualTo(OfferStatus.OPEN));
        streets.neighbours.onAcceptance(streets.neighbours::firstComeFirstServed);
        whatFollowsAtOnce();
        whatFollowsAfterTheDeadline();
        assertThat(streets.rows("select from offer where state = 'open'")).isEmpty();
        assertThat(streets.rows("select from ride where due_at is not null")).isEmpty();
        for (Acceptance it : acceptances.values()) {
            assertThat(ends(it)).hasSizeBetween(1, it.equals(of(Step.GRANTED_AND_ANNOUNCED_LATE)) ? 2 : 1);
        }
    }

    private Acceptance of(Step step) {
        return Objects.requireNonNull(acceptances.get(step));
    }

    private void whatFollowsAtOnce() {
        for (Step step : List.of(Step.UNHEARD_AND_REPEATED, Step.GRANTED_AND_REPEATED)) {
            Acceptance it = of(step);
            streets.answer(it.runner(), it.offer(), "accept").expect(200);
            streets.answer(it.runner(), it.offer(), "accept").expect(200);
        }
        for (Step step : Step.values()) {
            Acceptance it = of(step);
            if (step == Step.REFUSED) {
                streets.tell(Streets.accepted(it.booking(), luckier, 2));
            } else if (!step.equals(Step.UNHEARD_AND_NEVER_REPEATED) && step != Step.GRANTED_AND_ANNOUNCED_LATE) {
                announce(it);
            }
        }
        awaitOutcomes(Map.of(
                Step.UNHEARD_AND_NEVER_REPEATED, OfferStatus.OPEN,
                Step.UNHEARD_AND_REPEATED, OfferStatus.ACCEPTED,
                Step.GRANTED_AND_ANNOUNCED, OfferStatus.ACCEPTED,
                Step.GRANTED_AND_REPEATED, OfferStatus.ACCEPTED,
                Step.GRANTED_AND_ANNOUNCED_LATE, OfferStatus.OPEN,
                Step.REFUSED, OfferStatus.WITHDRAWN,
                Step.ANSWERED, OfferStatus.ACCEPTED));
    }

    private void whatFollowsAfterTheDeadline() {
        streets.service.clock().advance(DEADLINE_AND_CLAIM);
        Awaitility.await("the claims that nobody answers lapse")
                .atMost(A_WHILE)
                .untilAsserted(() -> assertThat(outcomes())
                        .containsEntry(Step.UNHEARD_AND_NEVER_REPEATED, OfferStatus.EXPIRED)
                        .containsEntry(Step.GRANTED_AND_ANNOUNCED_LATE, OfferStatus.EXPIRED));
        announce(of(Step.GRANTED_AND_ANNOUNCED_LATE));
        awaitOutcomes(Map.of(
                Step.UNHEARD_AND_NEVER_REPEATED, OfferStatus.EXPIRED,
                Step.UNHEARD_AND_REPEATED, OfferStatus.ACCEPTED,
                Step.GRANTED_AND_ANNOUNCED, OfferStatus.ACCEPTED,
                Step.GRANTED_AND_REPEATED, OfferStatus.ACCEPTED,
                Step.GRANTED_AND_ANNOUNCED_LATE, OfferStatus.ACCEPTED,
                Step.REFUSED, OfferStatus.WITHDRAWN,
                Step.ANSWERED, OfferStatus.ACCEPTED));
        assertThat(streets.search(of(Step.UNHEARD_AND_NEVER_REPEATED).booking()).status())
                .isEqualTo(SearchStatus.EXHAUSTED);
    }

    private void offer(Step step) {
        Quarter quarter = Quarter.elsewhere();
        UUID runner = streets.runner(quarter, 0.5);
        UUID booking = streets.paid(quarter);
        steps.put(booking, step);
        acceptances.put(step, new Acceptance(booking, runner, streets.offerOf(runner)));
    }

    /** The booking service, which dispatch does not hear before it is dead, except of one booking. */
    private Optional<AcceptanceResult> decide(UUID booking, UUID runner) {
        Step step = Objects.requireNonNull(steps.get(booking));
        if (step == Step.REFUSED) {
            streets.neighbours.firstComeFirstServed(booking, luckier);
        }
        Optional<AcceptanceResult> decision =
                step.isUnheard() ? Optional.empty() : streets.neighbours.firstComeFirstServed(booking, runner);
        reached.countDown();
        if (step != Step.ANSWERED) {
            try {
                killed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return decision;
    }

    /** Twice, as a broker may deliver it. */
    private void announce(Acceptance it) {
        streets.tell(Streets.accepted(it.booking(), it.runner(), 2), Streets.accepted(it.booking(), it.runner(), 2));
    }

    private Map<Step, OfferStatus> outcomes() {
        Map<Step, OfferStatus> outcomes = new EnumMap<>(Step.class);
        acceptances.forEach((step, it) -> {
            var offers = streets.search(it.booking()).offers();
            assertThat(offers).hasSize(1);
            outcomes.put(step, offers.getFirst().status());
        });
        return outcomes;
    }

    private void awaitOutcomes(Map<Step, OfferStatus> expected) {
        Awaitility.await("the outcomes")
                .atMost(A_WHILE)
                .untilAsserted(() -> assertThat(outcomes()).isEqualTo(expected));
    }

    private Set<String> ends(Acceptance it) {
        Set<String> ends = ConcurrentHashMap.newKeySet();
        Awaitility.await("what was told of " + it).atMost(A_WHILE).until(() -> {
            for (EventProbe.Seen seen : streets.events.all(EventType.DISPATCH_OFFER_ENDED, it.booking())) {
                ends.add(seen.id());
            }
            return !ends.isEmpty();
        });
        return ends;
    }
}

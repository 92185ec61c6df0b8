package my.kilat.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.contract.identity.EndedSessions.EndedSession;
import my.kilat.platform.fixture.TestClock;
import org.junit.jupiter.api.Test;

/** What is heard of sessions that have ended. */
class RevocationsTest {
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final UUID USER = UUID.randomUUID();

    private final TestClock clock = new TestClock();

    private static EndedSessions page(long cursor, boolean more, EndedSession... ended) {
        return new EndedSessions(cursor, more, 900, List.of(ended));
    }

    @Test
    void theHighestGenerationCountsInWhateverOrderItIsHeard() {
        try (Revocations revocations = new Revocations(_ -> page(0, false), OFTEN, clock)) {
            assertThat(revocations.isRevoked(USER, 0)).isFalse();
            revocations.learn(USER, 5, Duration.ofMinutes(15));
            long changes = revocations.changes();
            revocations.learn(USER, 3, Duration.ofMinutes(15));
            assertThat(revocations.changes()).isEqualTo(changes);
            assertThat(IntStream.range(0, 5)).allMatch(generation -> revocations.isRevoked(USER, generation));
            assertThat(revocations.isRevoked(USER, 5)).isFalse();
            assertThat(revocations.isRevoked(USER, 6)).isFalse();
            assertThat(revocations.isRevoked(UUID.randomUUID(), 0)).isFalse();
            revocations.learn(USER, 6, Duration.ofMinutes(15));
            assertThat(revocations.changes()).isGreaterThan(changes);
            assertThat(revocations.isRevoked(USER, 5)).isTrue();
        }
    }

    @Test
    void allThatIsThereIsReadBeforeAnythingIsAccepted() {
        List<UUID> users =
                IntStream.range(0, 50).mapToObj(_ -> UUID.randomUUID()).toList();
        Revocations.Source source = after -> page(
                Math.min(after + 1, users.size()),
                after + 1 < users.size(),
                after < users.size()
                        ? new EndedSession[] {new EndedSession(users.get((int) after), 1)}
                        : new EndedSession[0]);
        try (Revocations revocations = new Revocations(source, Duration.ofHours(1), clock)) {
            revocations.follow();
            assertThat(users).allMatch(user -> revocations.isRevoked(user, 0));
        }
    }

    @Test
    void aSourceThatPromisesMoreForEverIsAskedAgainOnlyInItsTurn() {
        AtomicLong asked = new AtomicLong();
        Revocations.Source source = _ -> {
            asked.incrementAndGet();
            return page(0, true);
        };
        try (Revocations revocations = new Revocations(source, Duration.ofHours(1), clock)) {
            revocations.follow();
            assertThat(asked.get()).isEqualTo(1);
        }
    }

    /** A source that fails in every way, and then answers. */
    @Test
    void whateverASourceThrowsItIsAskedAgain() {
        Deque<Throwable> failures = new ConcurrentLinkedDeque<>(List.of(
                new IOException("away"), new IllegalStateException("damaged"), new StackOverflowError("endless")));
        Revocations.Source source = _ -> {
            switch (failures.poll()) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> {
                    return page(1, false, new EndedSession(USER, 1));
                }
            }
        };
        try (Revocations revocations = new Revocations(source, OFTEN, clock)) {
            revocations.follow();
            await("the news").until(() -> revocations.isRevoked(USER, 0));
        }
    }

    @Test
    void whatNoTokenCanBeOlderThanIsForgotten() {
        Deque<EndedSessions> answers = new ArrayDeque<>(List.of(page(1, false, new EndedSession(USER, 1))));
        Revocations.Source source = after -> answers.isEmpty() ? page(after, false) : answers.poll();
        try (Revocations revocations = new Revocations(source, OFTEN, clock)) {
            revocations.follow();
            await("the news").until(() -> revocations.isRevoked(USER, 0));
            clock.advance(Duration.ofSeconds(840));
            assertThat(revocations.isRevoked(USER, 0)).isTrue();
            clock.advance(Duration.ofSeconds(120));
            await("forgotten").until(() -> !revocations.isRevoked(USER, 0));
        }
    }
}

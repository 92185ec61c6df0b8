package my.kilat.console.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.fixture.TestClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One question serves all who ask at the same time, and for a while. */
class SharedTest {
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);
    private static final Shared.Terms TERMS = new Shared.Terms("the broker", Duration.ofSeconds(30), GOOD_FOR);
    private static final Shared.Terms IMPATIENT = new Shared.Terms("the broker", Duration.ofMillis(300), GOOD_FOR);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TestClock clock = new TestClock();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void aHundredWhoAskAtOnceCostOneQuestion() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        Shared<Integer> shared = new Shared<>(
                () -> {
                    answer.await();
                    return asked.incrementAndGet();
                },
                TERMS,
                threads,
                clock);
        List<Future<Integer>> all = IntStream.range(0, 100)
                .mapToObj(_ -> threads.submit(shared::get))
                .toList();
        answer.countDown();
        for (Future<Integer> one : all) {
            assertThat(one.get()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerIsGoodForAWhile() throws Exception {
        Shared<Integer> shared = new Shared<>(asked::incrementAndGet, TERMS, threads, clock);
        assertThat(shared.get()).isEqualTo(1);
        clock.advance(GOOD_FOR);
        assertThat(shared.get()).isEqualTo(2);
    }

    @Test
    void afterAFailureTheNextOneAsksAnew() throws Exception {
        Shared<Integer> shared = new Shared<>(
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new Failure.Unavailable("away");
                    }
                    return asked.get();
                },
                TERMS,
                threads,
                clock);
        assertThatThrownBy(shared::get).isInstanceOf(Failure.Unavailable.class);
        assertThat(shared.get()).isEqualTo(2);
    }

    @Test
    void aQuestionThatHangsKeepsNobodyWaitingAndTheNextIsAnswered() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Shared<Integer> shared = new Shared<>(
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        never.await();
                    }
                    return asked.get();
                },
                IMPATIENT,
                threads,
                clock);
        List<Future<Integer>> all = IntStream.range(0, 100)
                .mapToObj(_ -> threads.submit(shared::get))
                .toList();
        for (Future<Integer> one : all) {
            assertThatThrownBy(() -> one.get(20, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("the broker did not answer");
        }
        Awaitility.await().ignoreExceptions().until(() -> shared.get() == 2);
        assertThat(asked).hasValue(2);
    }

    @Test
    void atMostOneQuestionIsUnderWayHoweverLongItTakes() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        Shared<Integer> shared = new Shared<>(
                () -> {
                    int turn = asked.incrementAndGet();
                    awaitWhateverHappens(answer);
                    return turn;
                },
                IMPATIENT,
                threads,
                clock);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(shared::get).isInstanceOf(Failure.Unavailable.class);
        }
        assertThat(asked).hasValue(1);
        answer.countDown();
        Awaitility.await().ignoreExceptions().until(() -> shared.get() == 2);
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean passed = false;
        while (!passed) {
            try {
                latch.await();
                passed = true;
            } catch (InterruptedException e) {
                // Some questions cannot be interrupted.
            }
        }
    }
}

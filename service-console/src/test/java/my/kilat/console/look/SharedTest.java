package my.kilat.console.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.fixture.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One question serves all who ask at the same time, and for a while. */
class SharedTest {
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

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
                GOOD_FOR,
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
        Shared<Integer> shared = new Shared<>(asked::incrementAndGet, GOOD_FOR, threads, clock);
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
                GOOD_FOR,
                threads,
                clock);
        assertThatThrownBy(shared::get).isInstanceOf(Failure.Unavailable.class);
        assertThat(shared.get()).isEqualTo(2);
    }
}

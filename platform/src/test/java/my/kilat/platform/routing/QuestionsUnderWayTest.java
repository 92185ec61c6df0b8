package my.kilat.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuestionsUnderWayTest {
    private static final Question QUESTION = Question.of(new Position(3.139, 101.6869), new Position(3.15, 101.71));
    private static final Way WAY = new Way(3, 6, Way.Source.OSRM);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final CountDownLatch waits = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Optional<Way> asked(Question question) {
        begun.countDown();
        try {
            assertThat(mayAnswer.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Optional.of(WAY);
    }

    private static Optional<Way> never(Question question) {
        throw new IllegalStateException("it is being asked already");
    }

    @Test
    void whoHasTheSameQuestionWaitsForThatAnswer() throws InterruptedException {
        QuestionsUnderWay questions = new QuestionsUnderWay(Duration.ofSeconds(30));
        CompletableFuture<Optional<Way>> first =
                CompletableFuture.supplyAsync(() -> questions.answer(QUESTION, this::asked, () -> {}), threads);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Optional<Way>> second = CompletableFuture.supplyAsync(
                () -> questions.answer(QUESTION, QuestionsUnderWayTest::never, waits::countDown), threads);
        assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();
        mayAnswer.countDown();
        assertThat(first.join()).contains(WAY);
        assertThat(second.join()).contains(WAY);
        assertThat(questions.answer(QUESTION, _ -> Optional.empty(), () -> {}))
                .as("asked anew")
                .isEmpty();
    }

    @Test
    void nobodyWaitsLongerForTheAnswerOfAnotherThanForTheirOwn() throws InterruptedException {
        QuestionsUnderWay questions = new QuestionsUnderWay(Duration.ofMillis(50));
        CompletableFuture<Optional<Way>> first =
                CompletableFuture.supplyAsync(() -> questions.answer(QUESTION, this::asked, () -> {}), threads);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(questions.answer(QUESTION, QuestionsUnderWayTest::never, () -> {}))
                .isEmpty();
        assertThat(first).isNotDone();
        mayAnswer.countDown();
        assertThat(first.join()).contains(WAY);
    }

    @Test
    void aQuestionThatCouldNotBeAskedLeavesNobodyWaiting() {
        QuestionsUnderWay questions = new QuestionsUnderWay(Duration.ofSeconds(30));
        assertThatThrownBy(() -> questions.answer(QUESTION, QuestionsUnderWayTest::never, () -> {}))
                .isInstanceOf(IllegalStateException.class);
        assertThat(questions.answer(QUESTION, _ -> Optional.of(WAY), () -> {})).contains(WAY);
    }
}

package my.kilat.platform.routing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import my.kilat.platform.geo.Way;

/**
 * Questions that are being asked. Whoever has the same question meanwhile waits for that answer instead of asking again, and no
 * longer than for an answer of their own. Safe for use by several threads.
 */
final class QuestionsUnderWay {
    private final Duration patience;
    private final ConcurrentMap<Question, CompletableFuture<Optional<Way>>> asked = new ConcurrentHashMap<>();

    /**
     * @param patience how long a caller waits for the answer to somebody else's question
     */
    QuestionsUnderWay(Duration patience) {
        this.patience = patience;
    }

    /**
     * The answer to a question.
     *
     * @param ask asks it; called unless somebody asks it already
     * @param shared called before the answer to somebody else's question is waited for
     * @return empty without a route, and without an answer in time
     */
    Optional<Way> answer(Question question, Function<Question, Optional<Way>> ask, Runnable shared) {
        CompletableFuture<Optional<Way>> own = new CompletableFuture<>();
        CompletableFuture<Optional<Way>> others = asked.putIfAbsent(question, own);
        if (others != null) {
            shared.run();
            return await(others);
        }
        try {
            Optional<Way> answer = ask.apply(question);
            own.complete(answer);
            return answer;
        } finally {
            asked.remove(question, own);
            own.complete(Optional.empty()); // for those who wait, should asking have thrown
        }
    }

    private Optional<Way> await(CompletableFuture<Optional<Way>> answer) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never a failure", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

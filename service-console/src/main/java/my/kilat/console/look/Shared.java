package my.kilat.console.look;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An answer that many pages ask for at the same time: one question serves all who ask while it is under way, and for a
 * while afterwards. A failure is told to those who waited; whoever comes next asks anew.
 */
final class Shared<T> {
    private final Callable<T> question;
    private final Duration goodFor;
    private final ExecutorService threads;
    private final InstantSource clock;
    private @Nullable Future<Answer<T>> latest;

    /**
     * @param goodFor how long an answer is given again
     * @param threads on one of which is asked, so that whoever came first may go away
     */
    Shared(Callable<T> question, Duration goodFor, ExecutorService threads, InstantSource clock) {
        this.question = question;
        this.goodFor = goodFor;
        this.threads = threads;
        this.clock = clock;
    }

    private record Answer<T>(T value, Instant at) {}

    T get() throws InterruptedException {
        try {
            return current().get().value;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private synchronized Future<Answer<T>> current() {
        Future<Answer<T>> known = latest;
        if (known == null || !isGood(known)) {
            known = threads.submit(() -> new Answer<>(question.call(), clock.instant()));
            latest = known;
        }
        return known;
    }

    private boolean isGood(Future<Answer<T>> known) {
        return switch (known.state()) {
            case RUNNING -> true;
            case SUCCESS -> clock.instant().isBefore(known.resultNow().at.plus(goodFor));
            case FAILED, CANCELLED -> false;
        };
    }
}

package my.kilat.console.upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import my.kilat.platform.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * An answer that many pages ask for at the same time: one question serves all who ask while it is under way, and for a
 * while afterwards. A failure is told to those who waited; whoever comes next asks anew.
 *
 * <p>At most one question is under way. Nobody waits longer than the bound: then all who wait get a failure, the question is
 * interrupted, and the next one is asked as soon as its thread has ended.
 */
public final class Shared<T> {
    private final String what;
    private final Callable<T> question;
    private final Duration goodFor;
    private final Duration longest;
    private final ExecutorService threads;
    private final InstantSource clock;
    private @Nullable Refresh<T> latest;

    /**
     * How it is asked.
     *
     * @param what is asked for, in words, such as {@code the broker}
     * @param longest how long anybody waits for an answer
     * @param goodFor how long an answer is given again
     */
    public record Terms(String what, Duration longest, Duration goodFor) {}

    /**
     * An answer that has not been asked for yet.
     *
     * @param threads on one of which is asked, so that whoever came first may go away
     */
    public Shared(Callable<T> question, Terms terms, ExecutorService threads, InstantSource clock) {
        this.what = terms.what;
        this.question = question;
        this.goodFor = terms.goodFor;
        this.longest = terms.longest;
        this.threads = threads;
        this.clock = clock;
    }

    private record Answer<T>(T value, Instant at) {}

    /** A question that has been asked; {@code ended} once its thread has gone. */
    private static final class Refresh<T> {
        final CompletableFuture<Answer<T>> answer = new CompletableFuture<>();

        @Nullable
        Thread thread;

        boolean ended;
    }

    /**
     * The answer.
     *
     * @throws Failure.Unavailable if it does not come in time
     */
    public T get() throws InterruptedException {
        Refresh<T> refresh = current();
        try {
            return refresh.answer.get(longest.toMillis(), TimeUnit.MILLISECONDS).value;
        } catch (TimeoutException e) {
            throw abandon(refresh);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What is under way, or the latest that is still good, or a new one. */
    private synchronized Refresh<T> current() {
        Refresh<T> known = latest;
        if (known == null || (known.ended && !isGood(known))) {
            known = begin();
            latest = known;
        }
        return known;
    }

    private Refresh<T> begin() {
        Refresh<T> refresh = new Refresh<>();
        try {
            threads.execute(() -> ask(refresh));
        } catch (RejectedExecutionException e) {
            throw new Failure.Unavailable("the console is stopping");
        }
        return refresh;
    }

    private void ask(Refresh<T> refresh) {
        synchronized (this) {
            refresh.thread = Thread.currentThread();
        }
        try {
            T value = question.call();
            synchronized (this) {
                refresh.ended = true;
                refresh.answer.complete(new Answer<>(value, clock.instant()));
            }
        } catch (Throwable e) {
            synchronized (this) {
                refresh.ended = true;
                refresh.answer.completeExceptionally(e);
            }
        }
    }

    private synchronized Failure abandon(Refresh<T> refresh) {
        Failure late = new Failure.Unavailable(
                what + " did not answer within " + longest.toSeconds() + " seconds; try again in a moment");
        if (refresh.answer.completeExceptionally(late) && refresh.thread != null) {
            refresh.thread.interrupt();
        }
        return late;
    }

    private boolean isGood(Refresh<T> known) {
        return !known.answer.isCompletedExceptionally()
                && clock.instant().isBefore(known.answer.join().at.plus(goodFor));
    }
}

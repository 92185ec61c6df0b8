package my.kilat.payment.provider;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Charge;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.Renewals;
import my.kilat.payment.domain.StoredCards;
import my.kilat.payment.domain.Webhooks;
import my.kilat.platform.telemetry.LogContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enforces a provider's timeout: a call that has not returned in time counts as unanswered and is interrupted, so that its
 * caller continues. Calls that do not end even then are counted; while there are too many of them, the provider is not called,
 * because each of them holds memory and perhaps a connection.
 *
 * <p>A call that throws counts as unanswered too: what became of it is not known either. So a payment whose provider fails in
 * whatever way has the deadlines of one whose provider is silent.
 */
public final class Punctual implements Provider, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Punctual.class);
    private static final Answer.Silence SILENCE = new Answer.Silence("no answer in time");

    /** The most calls that may have timed out without having ended. */
    static final int MOST_OVERDUE = 64;

    private final Provider provider;
    private final Duration longest;
    private final AtomicInteger overdue = new AtomicInteger();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("provider-", 0).factory());

    /** @param longest how long a call may take, longer than the provider's own timeout */
    public Punctual(Provider provider, Duration longest) {
        this.provider = provider;
        this.longest = longest;
    }

    /** How many calls have timed out and have not ended. */
    public int overdue() {
        return overdue.get();
    }

    @Override
    public void requireKnown(String method) {
        provider.requireKnown(method);
    }

    @Override
    public Answer.ToAuthorise authorise(Charge charge) {
        return inTime(() -> provider.authorise(charge), SILENCE);
    }

    @Override
    public Duration holdLasts() {
        return provider.holdLasts();
    }

    @Override
    public Optional<Renewals> renewals() {
        return provider.renewals().map(renewals -> (held, next) -> inTime(() -> renewals.renew(held, next), SILENCE));
    }

    @Override
    public Optional<StoredCards> storedCards() {
        return provider.storedCards().map(cards -> charge -> inTime(() -> cards.store(charge), SILENCE));
    }

    @Override
    public Answer.ToCapture capture(Charge charge) {
        return inTime(() -> provider.capture(charge), SILENCE);
    }

    @Override
    public Answer.ToGiveBack giveBack(Charge charge) {
        return inTime(() -> provider.giveBack(charge), SILENCE);
    }

    @Override
    public Optional<Answer.ToAuthorise> find(Charge charge) {
        return inTime(() -> provider.find(charge), Optional.of(SILENCE));
    }

    /** Webhooks are parsed locally, without a timeout. */
    @Override
    public Optional<Webhooks> webhooks() {
        return provider.webhooks();
    }

    private <T> T inTime(Callable<T> call, T otherwise) {
        if (overdue.get() >= MOST_OVERDUE) {
            LOG.warn("the payment provider is not asked: {} calls have not come back", overdue.get());
            return otherwise;
        }
        Call<T> work = new Call<>(call);
        try {
            threads.execute(Context.current().wrap(LogContext.of("payment", work)));
            T answer = work.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return answer == null ? unknown(new NullPointerException("no answer"), otherwise) : answer;
        } catch (TimeoutException e) {
            work.giveUp();
            LOG.warn("the payment provider did not come back within {}", longest);
            return otherwise;
        } catch (RejectedExecutionException e) {
            return otherwise;
        } catch (InterruptedException e) {
            work.giveUp();
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (ExecutionException e) {
            return unknown(e.getCause(), otherwise);
        }
    }

    /** After an error of the virtual machine nothing can be relied on, so that it is not concealed. */
    private static <T> T unknown(@Nullable Throwable thrown, T otherwise) {
        if (thrown instanceof VirtualMachineError) {
            throw new IllegalStateException(thrown);
        }
        LOG.error("a call to the payment provider failed, and counts as unanswered", thrown);
        return otherwise;
    }

    /** A call that records its end. */
    private final class Call<T> extends FutureTask<T> {
        private boolean ended;
        private boolean givenUp;

        Call(Callable<T> call) {
            super(call);
        }

        @Override
        public void run() {
            try {
                super.run();
            } finally {
                end();
            }
        }

        private synchronized void end() {
            ended = true;
            if (givenUp) {
                overdue.decrementAndGet();
            }
        }

        private void giveUp() {
            synchronized (this) {
                if (!ended) {
                    givenUp = true;
                    overdue.incrementAndGet();
                }
            }
            cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

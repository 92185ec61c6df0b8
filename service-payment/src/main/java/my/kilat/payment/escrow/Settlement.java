package my.kilat.payment.escrow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Change;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.State;
import my.kilat.payment.domain.Task;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what payments still have to have done by the provider. What is to be done has been written down before; the
 * provider is asked outside of any transaction, under a key that makes asking twice harmless; its answer, the ledger and
 * the event are then written in one. Whatever is cut off in between is taken up again by {@link Recovery}.
 *
 * <p>In the background each kind of task has a {@link Lane} of its own: cards that never answer do not keep a release or a
 * refund waiting.
 */
public final class Settlement implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final Answer.Silence TOO_LATE = new Answer.Silence("not asked any more");

    private final Database database;
    private final Payments payments;
    private final Outbox outbox;
    private final Provider provider;
    private final InstantSource clock;
    private final Patience patience;
    private final MeterRegistry meters;
    private final ConcurrentMap<Asked, Timer> timers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("settlement-", 0).factory());
    private final Map<Task, Lane> lanes = new EnumMap<>(Task.class);

    /**
     * Works with these parts.
     *
     * @param atOnce how many payments are released at once in the background; of the other tasks it is half as many each
     */
    public Settlement(
            Database database,
            Payments payments,
            Outbox outbox,
            Provider provider,
            InstantSource clock,
            Patience patience,
            int atOnce,
            MeterRegistry meters) {
        this.database = database;
        this.payments = payments;
        this.outbox = outbox;
        this.provider = provider;
        this.clock = clock;
        this.patience = patience;
        this.meters = meters;
        for (Task task : Task.values()) {
            lanes.put(task, new Lane(threads, task == Task.RELEASE ? atOnce : Math.max(1, atOnce / 2)));
        }
    }

    /** Where tasks of that kind are worked on in the background. */
    Lane lane(Task task) {
        return Objects.requireNonNull(lanes.get(task));
    }

    /** Works on payments in the background once the transaction that decided on their tasks has been committed. */
    void afterCommit(Tx tx, List<Payment> decided) {
        if (!decided.isEmpty()) {
            Context trace = Context.current();
            tx.afterCommit(() -> decided.forEach(payment -> begin(trace, payment, true)));
        }
    }

    /** Works in the background on payments that somebody else had begun to work on. */
    void resumeSoon(List<Payment> claimed) {
        claimed.forEach(payment -> begin(Context.root(), payment, false));
    }

    private void begin(Context trace, Payment payment, boolean neverAsked) {
        payment.task().ifPresent(task -> {
            Runnable work = trace.wrap(LogContext.of("payment", () -> inBackground(trace, payment, task, neverAsked)));
            if (!lane(task).offer(work)) {
                LOG.debug("{} waits until its lease has ended", payment.terms());
            }
        });
    }

    /** One task; a further one that comes of it is left to its own lane. */
    private void inBackground(Context trace, Payment payment, Task task, boolean neverAsked) {
        try {
            // Who has waited too long in the queue has lost the lease; the recovery gives it out again.
            if (clock.instant().isBefore(payment.schedule().due())) {
                Payment next = doTask(payment, task, neverAsked);
                if (!next.task().equals(Optional.of(task))) {
                    begin(trace, next, true);
                }
            }
        } catch (RuntimeException e) {
            if (SqlStates.isAway(e)) {
                LOG.warn("{} waits for the database: {}", payment.terms(), e.toString());
            } else {
                LOG.error("{} could not be moved on and will be tried again", payment.terms(), e);
            }
        }
    }

    /**
     * Works on a payment, here and now, until nothing is left to do or the provider gives no result; then it is tried
     * again later. The caller has the lease.
     *
     * @return the payment as it is then
     */
    Payment settle(Payment payment) {
        return settle(payment, true);
    }

    /** As {@link #settle}, for a payment whose provider may have been asked already. */
    Payment resume(Payment payment) {
        return settle(payment, false);
    }

    private Payment settle(Payment payment, boolean neverAsked) {
        boolean first = neverAsked;
        Payment current = payment;
        Optional<Task> task = current.task();
        while (task.isPresent()) {
            Payment next = doTask(current, task.get(), first);
            if (next.task().equals(task)) {
                return next;
            }
            current = next;
            task = current.task();
            first = true;
        }
        return current;
    }

    private Payment doTask(Payment payment, Task task, boolean first) {
        long began = System.nanoTime();
        Answer answer = ask(payment, task, first);
        timer(task, answer).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        Instant now = clock.instant();
        return write(payment, current -> switch (answer) {
            case Answer.Authorised authorised -> current.after(authorised, now, patience);
            case Answer.Declined declined -> current.after(declined, now, patience);
            case Answer.Captured captured -> current.after(captured, now, patience);
            case Answer.Gone gone -> current.after(gone, now, patience);
            case Answer.GivenBack givenBack -> current.after(givenBack, now, patience);
            case Answer.Refused refused -> after(current, task, refused, refused, now);
            case Answer.Silence silence ->
                task == Task.AUTHORISE
                        ? current.after((Answer.ToAuthorise) silence, now, patience)
                        : after(current, task, silence, silence, now);
        });
    }

    /** An answer that several questions may get belongs to the question that was asked. */
    private Change after(Payment current, Task task, Answer.ToCapture captured, Answer.ToGiveBack back, Instant now) {
        return task == Task.RELEASE ? current.after(captured, now, patience) : current.after(back, now, patience);
    }

    private Timer timer(Task task, Answer answer) {
        return timers.computeIfAbsent(
                new Asked(task, answer.getClass()),
                asked -> Timer.builder("kilat.payment.provider")
                        .description("Calls to the payment provider, by what it was asked and what it answered")
                        .tag("task", task.word())
                        .tag("answer", asked.answer.getSimpleName().toLowerCase(Locale.ROOT))
                        .register(meters));
    }

    private record Asked(Task task, Class<? extends Answer> answer) {}

    private Answer ask(Payment payment, Task task, boolean first) {
        return switch (task) {
            case AUTHORISE ->
                (first ? Optional.<Answer.ToAuthorise>empty() : provider.find(payment.charge()))
                        .orElseGet(() -> payment.isAskedNoMore(clock.instant(), patience)
                                ? TOO_LATE
                                : provider.authorise(payment.charge()));
            case RELEASE -> provider.capture(payment.charge());
            case REFUND, VOID -> provider.giveBack(payment.charge());
        };
    }

    /** Writes what follows from an answer; decides again when the payment has changed meanwhile. */
    private Payment write(Payment seen, Function<Payment, Change> decide) {
        Payment current = seen;
        while (true) {
            Change change = decide.apply(current);
            if (change.isNothing() || commit(change)) {
                tellOfLapse(change);
                return change.after();
            }
            current = payments.find(seen.id()).orElseThrow();
        }
    }

    private static void tellOfLapse(Change change) {
        if (change.before().state() instanceof State.Held && change.after().state() instanceof State.Failed failed) {
            LOG.error(
                    "the money of booking {} could not be paid out ({}): {}; its owner has to pay again",
                    change.after().terms().bookingNumber(),
                    change.after().terms(),
                    failed.reason());
        }
    }

    private boolean commit(Change change) {
        return database.transact(tx -> {
            boolean saved = payments.save(tx, change);
            if (saved) {
                outbox.append(tx, change.events());
            }
            return saved;
        });
    }

    /** Lets what has begun come to an end, for a few seconds. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(3, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

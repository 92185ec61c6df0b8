package my.kilat.payment.settlement;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Charge;
import my.kilat.payment.domain.Decision;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.Task;
import my.kilat.payment.store.Payments;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the tasks of payments with the provider. A task is stored beforehand; the provider is called outside of any
 * transaction, with a key that makes repeated calls harmless; its response, the ledger and the event are then stored in one
 * transaction. {@link Recovery} resumes what is interrupted in between.
 */
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final Answer.Silence TOO_LATE = new Answer.Silence("not asked any more");

    /** Of tasks that were set while the service was set up with a provider that could. */
    private static final Answer.Declined RENEWS_NOT = new Answer.Declined("the payment provider does not renew holds");

    private static final Answer.Declined KEEPS_NO_CARDS =
            new Answer.Declined("the payment provider does not keep cards for later any more; try again");

    private final Payments payments;
    private final Decisions decisions;
    private final Provider provider;
    private final Timing timing;
    private final Lanes lanes;
    private final MeterRegistry meters;
    private final ConcurrentMap<Asked, Timer> timers = new ConcurrentHashMap<>();

    public Settlement(
            Payments payments,
            Decisions decisions,
            Provider provider,
            Timing timing,
            Lanes lanes,
            MeterRegistry meters) {
        this.payments = payments;
        this.decisions = decisions;
        this.provider = provider;
        this.timing = timing;
        this.lanes = lanes;
        this.meters = meters;
    }

    /** Works on payments in the background after the commit of the transaction that set their tasks. */
    public void afterCommit(Tx tx, List<Payment> decided) {
        if (!decided.isEmpty()) {
            Context trace = Context.current();
            tx.afterCommit(() -> decided.forEach(payment -> begin(trace, payment, true)));
        }
    }

    /** Works in the background on payments whose tasks another process or thread had begun. */
    void resumeSoon(List<Payment> claimed) {
        claimed.forEach(payment -> begin(Context.root(), payment, false));
    }

    private void begin(Context trace, Payment payment, boolean neverAsked) {
        taskOfNow(payment).ifPresent(task -> {
            Runnable work = trace.wrap(LogContext.of("payment", () -> inBackground(trace, payment, task, neverAsked)));
            if (!lanes.of(task).offer(work)) {
                LOG.debug("{} waits until its lease has ended", payment.terms());
            }
        });
    }

    /** What is to be asked now; a payment that is put off has a task that is not due for long. */
    private Optional<Task> taskOfNow(Payment payment) {
        return payment.rests(timing.now()) ? Optional.empty() : payment.task();
    }

    /** Runs one task; a task that follows from it is left to its own lane. */
    private void inBackground(Context trace, Payment payment, Task task, boolean neverAsked) {
        try {
            // A task that was queued for too long has lost its lease; the recovery claims it again.
            if (timing.now().isBefore(payment.schedule().due())) {
                Payment next = doTask(payment, task, neverAsked);
                if (!next.task().equals(Optional.of(task))) {
                    begin(trace, next, true);
                }
            }
        } catch (RuntimeException e) {
            if (SqlStates.concernsEverything(e)) {
                LOG.warn("{} waits for the database: {}", payment.terms(), e.toString());
            } else {
                LOG.error("{} could not be moved on and will be tried again", payment.terms(), e);
                putOff(payment, task);
            }
        }
    }

    /** So that a step which fails here again and again is tried with growing pauses, and counted as what the provider refuses. */
    private void putOff(Payment payment, Task task) {
        try {
            payments.putOff(
                    payment,
                    task,
                    timing.now().plus(timing.patience().pause(payment.schedule().tries())));
        } catch (RuntimeException e) {
            LOG.warn("{} is tried again when its lease has ended: {}", payment.terms(), e.toString());
        }
    }

    /**
     * Works on a payment, on this thread, until nothing is left to do or the provider gives no result; then it is tried again
     * later. The caller has the lease.
     *
     * @return the payment as it is then
     */
    Payment settle(Payment payment) {
        return settle(payment, true);
    }

    /** As {@link #settle}, for a payment whose provider may have been called already. */
    Payment resume(Payment payment) {
        return settle(payment, false);
    }

    private Payment settle(Payment payment, boolean neverAsked) {
        boolean first = neverAsked;
        Payment current = payment;
        Optional<Task> task = taskOfNow(current);
        while (task.isPresent()) {
            Payment next = doTask(current, task.get(), first);
            if (next.task().equals(task)) {
                return next;
            }
            current = next;
            task = taskOfNow(current);
            first = true;
        }
        return current;
    }

    private Payment doTask(Payment payment, Task task, boolean first) {
        long began = System.nanoTime();
        Answer answer = ask(payment, task, first);
        timer(task, answer).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        Instant now = timing.now();
        return write(payment, current -> answered(current, payment.hold().number(), task, answer, now));
    }

    /** @param number of the hold that the payment had when the provider was asked */
    private Decision answered(Payment current, int number, Task task, Answer answer, Instant now) {
        Patience patience = timing.patience();
        if (task == Task.RENEW) {
            return current.renewed(number, (Answer.ToAuthorise) answer, now, patience);
        }
        if (task == Task.STORE) {
            return current.after((Answer.ToStore) answer, now, patience);
        }
        return switch (answer) {
            case Answer.Outcome outcome -> current.reported(number, outcome, now, patience);
            case Answer.ActionRequired required -> current.after(required, now, patience);
            case Answer.Refused refused -> after(current, task, refused, refused, now);
            case Answer.Silence silence ->
                task == Task.AUTHORISE
                        ? current.after((Answer.ToAuthorise) silence, now, patience)
                        : after(current, task, silence, silence, now);
            case Answer.Stored stored -> current.after(stored, now, patience);
        };
    }

    /** A response that several requests share is applied to the request that was sent. */
    private Decision after(Payment current, Task task, Answer.ToCapture captured, Answer.ToGiveBack back, Instant now) {
        return task == Task.RELEASE || task == Task.CAPTURE
                ? current.after(captured, now, timing.patience())
                : current.after(back, now, timing.patience());
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
                        .orElseGet(() -> payment.isAskedNoMore(timing.now(), timing.patience())
                                ? TOO_LATE
                                : provider.authorise(payment.charge()));
            case STORE ->
                provider.storedCards()
                        .map(cards -> cards.store(payment.charge()))
                        .orElse(KEEPS_NO_CARDS);
            case RENEW -> renew(payment, first);
            case CAPTURE, RELEASE -> provider.capture(payment.charge());
            case REFUND, VOID -> provider.giveBack(payment.charge());
        };
    }

    private Answer.ToAuthorise renew(Payment payment, boolean first) {
        Charge next = payment.charge(payment.hold().number() + 1);
        return (first ? Optional.<Answer.ToAuthorise>empty() : provider.find(next))
                .or(() -> provider.renewals().map(renewals -> renewals.renew(payment.charge(), next)))
                .orElse(RENEWS_NOT);
    }

    /** Stores the consequences of a response; decides again if the payment has changed meanwhile. */
    private Payment write(Payment seen, Function<Payment, Decision> decide) {
        Payment current = seen;
        while (true) {
            Decision decision = decide.apply(current);
            if (decision.isNothing() || decisions.store(decision)) {
                return decision.after();
            }
            current = payments.find(seen.id()).orElseThrow();
        }
    }
}

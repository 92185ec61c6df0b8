package my.kilat.payment.settlement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Task;
import my.kilat.payment.store.Payments;
import my.kilat.platform.failure.Failure;

/**
 * Completes a task of a payment while a caller waits: works on it here, or waits for the instance that is working on it, in
 * this process or another one, and takes over after a crash. So repeated calls get the same result.
 */
public final class Completion {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final Payments payments;
    private final Settlement settlement;
    private final Timing timing;

    public Completion(Payments payments, Settlement settlement, Timing timing) {
        this.payments = payments;
        this.settlement = settlement;
        this.timing = timing;
    }

    /** As {@link Settlement#settle}. */
    public Payment settle(Payment payment) {
        return settlement.settle(payment);
    }

    /** The payment once it no longer has that task or its payer has to act, or its state after three seconds. */
    public Payment awaitEndOf(Task task, Payment seen) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Payment payment = seen;
        while (payment.task().equals(Optional.of(task))
                && payment.state().payerAction().isEmpty()
                && !payment.rests(timing.now())
                && System.nanoTime() - deadline < 0) {
            Instant now = timing.now();
            if (!now.isBefore(payment.schedule().due())) {
                Optional<Payment> abandoned = payments.claim(payment.id(), now, timing.leaseFrom(now));
                if (abandoned.isPresent()) {
                    return settlement.resume(abandoned.get());
                }
            }
            pause();
            payment = payments.find(payment.id()).orElseThrow();
        }
        return payment;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("the service is stopping; try again in a moment");
        }
    }
}

package my.kilat.payment.escrow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Task;
import my.kilat.platform.failure.Failure;

/**
 * Waits for somebody else, in this process or in another one, who is working on a payment at this very moment, and takes over
 * from one who was cut off; so whoever calls twice hears the same twice.
 */
public final class Elsewhere {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final Payments payments;
    private final Settlement settlement;
    private final InstantSource clock;
    private final Patience patience;

    public Elsewhere(Payments payments, Settlement settlement, InstantSource clock, Patience patience) {
        this.payments = payments;
        this.settlement = settlement;
        this.clock = clock;
        this.patience = patience;
    }

    /** The payment once it has that task no more, or as it is after three seconds. */
    Payment awaitEndOf(Task task, Payment seen) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Payment payment = seen;
        while (payment.task().equals(Optional.of(task)) && System.nanoTime() - deadline < 0) {
            Instant now = clock.instant();
            if (!now.isBefore(payment.schedule().due())) {
                Optional<Payment> abandoned = payments.claim(payment.id(), now, now.plus(patience.lease()));
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

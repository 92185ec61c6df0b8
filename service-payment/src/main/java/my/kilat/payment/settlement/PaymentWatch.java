package my.kilat.payment.settlement;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import my.kilat.payment.store.UnfinishedPayments;
import my.kilat.platform.http.Health;

/**
 * Raises alarms for payments that do not complete: money that was earned and whose hold has lapsed, until its owner has paid
 * again; tasks that the provider keeps refusing; a provider that does not respond.
 */
public final class PaymentWatch {
    private static final String LAPSED = "lapsed-payments";
    private static final String STUCK = "stuck-payments";
    private static final String PROVIDER = "payment-provider";

    /** With the pauses in between that is about a minute. */
    private static final int MANY_TRIES = 6;

    /** Longer than the longest pause between two tries. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private static final int SEVERAL_CALLS = 8;
    private static final int MOST = 1_000;
    private static final int NAMED = 3;

    private final UnfinishedPayments payments;
    private final IntSupplier overdueCalls;
    private final Duration payAgainWithin;
    private final InstantSource clock;
    private final Health health;
    private final AtomicInteger lapsed;
    private final AtomicInteger stuck;

    /**
     * @param overdueCalls how many calls to the provider have timed out and have not ended
     * @param payAgainWithin for how long the alarm is raised, while the owner is waited for
     */
    public PaymentWatch(
            UnfinishedPayments payments,
            IntSupplier overdueCalls,
            Duration payAgainWithin,
            InstantSource clock,
            Health health,
            MeterRegistry meters) {
        this.payments = payments;
        this.overdueCalls = overdueCalls;
        this.payAgainWithin = payAgainWithin;
        this.clock = clock;
        this.health = health;
        this.lapsed = gauge(meters, "kilat.payments.lapsed", "Bookings whose held money lapsed and was not paid again");
        this.stuck = gauge(meters, "kilat.payments.stuck", "Payments with a task that has been tried many times");
        Gauge.builder("kilat.payment.provider.overdue", overdueCalls, IntSupplier::getAsInt)
                .description("Calls to the payment provider that were given up on and have not ended")
                .register(meters);
    }

    private static AtomicInteger gauge(MeterRegistry meters, String name, String description) {
        AtomicInteger value = new AtomicInteger();
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(meters);
        return value;
    }

    /** Checks, and raises or clears the alarms. */
    public void run() {
        Instant now = clock.instant();
        judge(
                LAPSED,
                lapsed,
                payments.lapsedSince(now.minus(payAgainWithin), MOST),
                "money that was held for them is not held any more; their owners have to pay again");
        judge(
                STUCK,
                stuck,
                payments.triedOften(MANY_TRIES, now.plus(LONGEST_PAUSE), now.minus(LONGEST_PAUSE), MOST),
                "the payment provider keeps refusing to pay out or to give back, or does not answer, or the answer cannot be"
                        + " stored, of which the log says why; it is tried on");
        int calls = overdueCalls.getAsInt();
        if (calls >= SEVERAL_CALLS) {
            health.raise(PROVIDER, calls + " calls to the payment provider have not come back");
        } else {
            health.clear(PROVIDER);
        }
    }

    private void judge(String alarm, AtomicInteger gauge, List<String> numbers, String words) {
        gauge.set(numbers.size());
        if (numbers.isEmpty()) {
            health.clear(alarm);
            return;
        }
        String named = String.join(", ", numbers.subList(0, Math.min(NAMED, numbers.size())));
        String which = (numbers.size() < MOST ? "" : "at least ") + numbers.size() + " bookings (" + named
                + (numbers.size() > NAMED ? ", …" : "") + ")";
        health.raise(alarm, which + ": " + words);
    }
}

package my.kilat.payment.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.payment.domain.Account;
import my.kilat.platform.http.Health;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an eye on the books: raises the alarm {@code ledger} as long as something is wrong with them, and shows them as
 * metrics. Whoever reads the metrics gets figures of that moment, except that looking never takes more than a small share
 * of the database's time: the larger the books, the longer the pause between two looks.
 */
public final class LedgerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWatch.class);
    private static final String ALARM = "ledger";
    private static final Duration FRESH = Duration.ofMillis(500);
    private static final int SHARE = 20;

    private final LedgerCheck check;
    private final Health health;
    private @Nullable LedgerReport latest;
    private long lookedAt;
    private long pauseNanos;

    public LedgerWatch(LedgerCheck check, Health health, MeterRegistry meters) {
        this.check = check;
        this.health = health;
        for (Account.Kind kind : Account.Kind.values()) {
            Gauge.builder("kilat.ledger.cents", this, figure(report -> report.balance(kind)))
                    .description("Sum of the accounts of one kind, in sen; the owners' is negative")
                    .tag("account", kind.word())
                    .register(meters);
        }
        Gauge.builder("kilat.ledger.sum.cents", this, figure(LedgerReport::sum))
                .description("Sum of all accounts in sen; it has to be 0")
                .register(meters);
        Gauge.builder(
                        "kilat.ledger.faults",
                        this,
                        figure(report -> report.faults().size()))
                .description("What is wrong with the ledger; it has to be 0")
                .register(meters);
        for (EscrowStatus status : EscrowStatus.values()) {
            Gauge.builder(
                            "kilat.payments",
                            this,
                            figure(report -> report.payments(status).number()))
                    .description("Payments in one state")
                    .tag("status", status.word())
                    .register(meters);
            Gauge.builder(
                            "kilat.payments.cents",
                            this,
                            figure(report -> report.payments(status).cents()))
                    .description("Sum of the amounts of the payments in one state, in sen")
                    .tag("status", status.word())
                    .register(meters);
        }
    }

    private static ToDoubleFunction<LedgerWatch> figure(ToDoubleFunction<LedgerReport> figure) {
        return watch -> {
            try {
                return figure.applyAsDouble(watch.recent());
            } catch (RuntimeException e) {
                return Double.NaN;
            }
        };
    }

    /** Looks at the books if it is time to, and says what it thinks of them. */
    public void run() {
        recent();
    }

    /** A report not older than half a second, or as recent as the size of the books allows. */
    synchronized LedgerReport recent() {
        LedgerReport known = latest;
        if (known != null && System.nanoTime() - lookedAt < pauseNanos) {
            return known;
        }
        return look();
    }

    /** Looks at the books now, however short ago that was done last. */
    public synchronized LedgerReport look() {
        long began = System.nanoTime();
        LedgerReport report = check.look();
        lookedAt = System.nanoTime();
        pauseNanos = Math.max(FRESH.toNanos(), SHARE * (lookedAt - began));
        latest = report;
        judge(report.faults());
        return report;
    }

    private void judge(List<String> faults) {
        if (faults.isEmpty()) {
            health.clear(ALARM);
        } else {
            String words = String.join("; ", faults);
            LOG.error("the ledger is wrong: {}", words);
            health.raise(ALARM, words);
        }
    }
}

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

/**
 * Keeps an eye on the books: raises the alarm {@code ledger} as long as something is wrong with them, and shows them as
 * metrics. Looking takes longer the larger the books are. As long as it is quick, whoever reads the metrics gets figures
 * of that moment; after that they get those of the latest regular look, and the pauses between two looks grow too, so
 * that looking never takes more than a small share of the database's time.
 */
public final class LedgerWatch {
    private static final String ALARM = "ledger";
    private static final long FRESH = Duration.ofMillis(500).toNanos();
    private static final long QUICK = Duration.ofMillis(100).toNanos();
    private static final int SHARE = 100;

    private final LedgerCheck check;
    private final Health health;
    private @Nullable LedgerReport latest;
    private long lookedAt;
    private long took;

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
                return figure.applyAsDouble(watch.shown());
            } catch (RuntimeException e) {
                return Double.NaN;
            }
        };
    }

    /** Looks at the books, unless that would be too much of looking. */
    public synchronized void run() {
        if (latest == null || age() >= SHARE * took) {
            look();
        }
    }

    /** What readers of the metrics see. */
    private synchronized LedgerReport shown() {
        LedgerReport known = latest;
        return known != null && (age() < FRESH || took > QUICK) ? known : look();
    }

    private long age() {
        return System.nanoTime() - lookedAt;
    }

    private LedgerReport look() {
        long began = System.nanoTime();
        LedgerReport report = check.look();
        lookedAt = System.nanoTime();
        took = lookedAt - began;
        latest = report;
        judge(report.faults());
        return report;
    }

    private void judge(List<String> faults) {
        if (faults.isEmpty()) {
            health.clear(ALARM);
        } else {
            health.raise(ALARM, String.join("; ", faults));
        }
    }
}

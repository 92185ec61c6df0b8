package my.kilat.payment.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.payment.domain.Account;
import my.kilat.payment.store.LedgerCheck;
import my.kilat.payment.store.LedgerReport;
import my.kilat.platform.http.Health;
import org.jspecify.annotations.Nullable;

/**
 * Monitors the ledger: raises the alarm {@code ledger} while it is inconsistent, and exports metrics. A ledger that fits into
 * one step is checked as a whole each time, also when the metrics are read. A larger one is checked step by step, so slowly
 * that the checks never take more than a small share of the database's time; then the metrics show the latest complete check.
 * An inconsistency is reported at once, and cleared after a complete check without it.
 *
 * <p>A check that fails or times out throws; the job that runs it reports that.
 */
public final class LedgerWatch {
    private static final String ALARM = "ledger";
    private static final long FRESH = Duration.ofMillis(500).toNanos();
    private static final int SHARE = 100;

    private final LedgerCheck check;
    private final Duration every;
    private final Health health;
    private final ReentrantLock looking = new ReentrantLock();
    private LedgerCheck.Walk walk;
    private int steps;
    private boolean isOnePart;
    private volatile @Nullable Checked latest;
    private volatile long lookedAt;

    /** @param every how often {@link #run} is going to be called */
    public LedgerWatch(LedgerCheck check, Duration every, Health health, MeterRegistry meters) {
        this.check = check;
        this.every = every;
        this.health = health;
        this.walk = check.begin();
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
                Checked checked = watch.shown();
                return checked == null ? Double.NaN : figure.applyAsDouble(checked.report);
            } catch (RuntimeException e) {
                return Double.NaN;
            }
        };
    }

    /**
     * A check of the whole ledger.
     *
     * @param at when it ended, by the machine's clock
     */
    public record Checked(LedgerReport report, Instant at) {}

    /** The latest check, made anew if the ledger fits into one step; nothing before the first has ended. */
    public Optional<Checked> checked() {
        return Optional.ofNullable(shown());
    }

    /** Continues the check: completely the first time, after that for its small share of the time. */
    public void run() {
        looking.lock();
        try {
            long budget = every.toNanos() / SHARE;
            long began = System.nanoTime();
            boolean isFirst = latest == null;
            boolean ended;
            do {
                ended = look();
            } while (!ended && (isFirst || System.nanoTime() - began < budget));
        } finally {
            looking.unlock();
        }
    }

    /** The report for the metrics; does not wait for a check in progress. */
    private @Nullable Checked shown() {
        if (System.nanoTime() - lookedAt >= FRESH && looking.tryLock()) {
            try {
                if (isOnePart) {
                    look();
                }
            } finally {
                looking.unlock();
            }
        }
        return latest;
    }

    /** Checks the next step; returns whether it was the last. */
    private boolean look() {
        boolean more = walk.step();
        steps++;
        LedgerReport report = walk.report();
        judge(report.faults(), !more);
        if (!more) {
            latest = new Checked(report, Instant.now());
            isOnePart = steps == 1;
            lookedAt = System.nanoTime();
            walk = check.begin();
            steps = 0;
        }
        return !more;
    }

    private void judge(List<String> faults, boolean isWhole) {
        if (!faults.isEmpty()) {
            health.raise(ALARM, String.join("; ", faults));
        } else if (isWhole) {
            health.clear(ALARM);
        }
    }
}

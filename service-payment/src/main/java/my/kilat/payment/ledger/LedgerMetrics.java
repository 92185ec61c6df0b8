package my.kilat.payment.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.payment.domain.Account;
import my.kilat.payment.ledger.LedgerWatch.Known;
import my.kilat.payment.ledger.LedgerWatch.Sums;
import my.kilat.payment.store.LedgerReport;
import org.jspecify.annotations.Nullable;

/** What is known of the ledger as metrics; what is not known is NaN. */
public final class LedgerMetrics {
    private LedgerMetrics() {}

    /** Exports them. */
    public static void export(LedgerWatch watch, InstantSource clock, MeterRegistry meters) {
        exportSums(watch, meters);
        gauge("kilat.ledger.faults", watch, known -> known.faults().size())
                .description("What is wrong with the ledger; it has to be 0")
                .register(meters);
        gauge("kilat.ledger.proven.age.seconds", watch, age(Known::provenUntil, clock))
                .description("Age of the proven point: everything that was committed before it is proven")
                .register(meters);
        gauge("kilat.ledger.full.age.seconds", watch, age(Known::fullAt, clock))
                .description("Time since the ledger was last checked as a whole")
                .register(meters);
        gauge("kilat.ledger.pass.payments", watch, Known::passPayments)
                .description("Payments that the check of the whole under way has compared; 0 while there is none")
                .register(meters);
    }

    private static void exportSums(LedgerWatch watch, MeterRegistry meters) {
        for (Account.Kind kind : Account.Kind.values()) {
            gauge("kilat.ledger.cents", watch, sum(report -> report.balance(kind)))
                    .description("Sum of the accounts of one kind, in sen; the owners' is negative")
                    .tag("account", kind.word())
                    .register(meters);
        }
        gauge("kilat.ledger.sum.cents", watch, sum(LedgerReport::sum))
                .description("Sum of all accounts in sen; it has to be 0")
                .register(meters);
        for (EscrowStatus status : EscrowStatus.values()) {
            gauge("kilat.payments", watch, sum(report -> report.payments(status).number()))
                    .description("Payments in one state")
                    .tag("status", status.word())
                    .register(meters);
            gauge(
                            "kilat.payments.cents",
                            watch,
                            sum(report -> report.payments(status).cents()))
                    .description("Sum of the amounts of the payments in one state, in sen")
                    .tag("status", status.word())
                    .register(meters);
        }
    }

    private static Gauge.Builder<LedgerWatch> gauge(String name, LedgerWatch watch, ToDoubleFunction<Known> figure) {
        return Gauge.builder(name, watch, it -> {
            try {
                Known known = it.known();
                return known.equals(Known.NOTHING) ? Double.NaN : figure.applyAsDouble(known);
            } catch (RuntimeException e) {
                return Double.NaN;
            }
        });
    }

    private static ToDoubleFunction<Known> sum(ToDoubleFunction<LedgerReport> figure) {
        return known -> {
            Sums sums = known.sums();
            return sums == null ? Double.NaN : figure.applyAsDouble(sums.report());
        };
    }

    private static ToDoubleFunction<Known> age(Function<Known, @Nullable Instant> time, InstantSource clock) {
        return known -> {
            Instant then = time.apply(known);
            return then == null
                    ? Double.NaN
                    : Math.max(0, Duration.between(then, clock.instant()).toSeconds());
        };
    }
}

package my.kilat.payment.settlement;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import my.kilat.payment.domain.LedgerTransaction;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.store.Advances;
import my.kilat.platform.batch.BatchedWork;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pays runners in advance whose rides are over and confirmed, and whose money has lapsed and is not being paid again: the runner
 * has earned it, so the risk is the platform's. When another payment of the booking is released, {@link Decisions} takes the
 * advance back in the same transaction.
 */
public final class RunnerAdvances {
    private static final Logger LOG = LoggerFactory.getLogger(RunnerAdvances.class);
    private static final String ALARM = "advances";

    private final Database database;
    private final Advances advances;
    private final Timing timing;
    private final Counter made;
    private final BatchedWork work;

    public RunnerAdvances(Database database, Advances advances, Timing timing, Health health, MeterRegistry meters) {
        this.database = database;
        this.advances = advances;
        this.timing = timing;
        this.made = Counter.builder("kilat.payments.advances")
                .description("Runners paid in advance because the money of their ride had lapsed")
                .register(meters);
        this.work = new BatchedWork(ALARM, "bookings", this::decide, health);
    }

    /** Decides about all bookings whose money has lapsed and whose rides have ended. */
    public void run() {
        work.run();
    }

    private int decide(int most, Set<UUID> without, List<UUID> tried) {
        return database.transact(tx -> {
            tried.clear();
            List<Advances.Lapsed> found = advances.lockDecidable(tx, without, most, tried);
            for (Advances.Lapsed booking : found) {
                if (!booking.isSettled()) {
                    advance(tx, booking.bookingId(), Objects.requireNonNull(booking.runnerId()));
                }
                advances.close(tx, booking.bookingId());
            }
            return found.size();
        });
    }

    private void advance(Tx tx, UUID bookingId, UUID runner) {
        Payment lapsed = advances.latestLapsed(tx, bookingId).orElseThrow();
        if (lapsed.terms().split().payoutCents() == 0) {
            return;
        }
        advances.book(tx, LedgerTransaction.advance(lapsed, runner, timing.now()));
        tx.afterCommit(() -> {
            made.increment();
            LOG.warn(
                    "the runner of booking {} is paid {} sen in advance: its money has lapsed",
                    lapsed.terms().bookingNumber(),
                    lapsed.terms().split().payoutCents());
        });
    }
}

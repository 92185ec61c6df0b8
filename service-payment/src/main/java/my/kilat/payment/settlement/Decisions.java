package my.kilat.payment.settlement;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import my.kilat.payment.domain.Decision;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.State;
import my.kilat.payment.store.Advances;
import my.kilat.payment.store.Holds;
import my.kilat.payment.store.Payments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores decisions about payments, together with their events. */
public final class Decisions {
    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

    private final Database database;
    private final Payments payments;
    private final Holds holds;
    private final Advances advances;
    private final Outbox outbox;
    private final MeterRegistry meters;

    public Decisions(
            Database database, Payments payments, Holds holds, Advances advances, Outbox outbox, MeterRegistry meters) {
        this.database = database;
        this.payments = payments;
        this.holds = holds;
        this.advances = advances;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** Inserts a new payment. */
    public void begin(Tx tx, Payment payment) {
        payments.insert(tx, payment);
        outbox.append(tx, payment.created());
    }

    /** Stores a change in a transaction of its own, unless the payment has changed meanwhile; returns whether it did. */
    public boolean store(Decision decision) {
        return database.transact(tx -> store(tx, decision));
    }

    private boolean store(Tx tx, Decision decision) {
        boolean saved = payments.save(tx, decision);
        if (saved) {
            follow(tx, decision);
            outbox.append(tx, decision.events());
        }
        return saved;
    }

    /** Stores what follows from a change beyond the payment itself. */
    private void follow(Tx tx, Decision decision) {
        Payment after = decision.after();
        decision.holdToEnd().ifPresent(number -> holds.add(tx, after, number, after.updatedAt()));
        if (decision.isRenewal()) {
            count(tx, "renewed");
        } else if (decision.isCapture()) {
            count(tx, "captured");
        } else if (decision.isLapse()) {
            count(tx, "lapsed");
            advances.open(tx, after.terms().bookingId());
            tx.afterCommit(() -> tellOfLapse(decision));
        }
        if (after.state() instanceof State.Released && after.terms().attempt() > 1) {
            advances.repay(tx, after.terms().bookingId(), after.updatedAt());
        }
    }

    private void count(Tx tx, String outcome) {
        tx.afterCommit(
                () -> meters.counter("kilat.holds.ended", "outcome", outcome).increment());
    }

    /** Stores a change of a locked payment, with the money that it moves. */
    public void storeLocked(Tx tx, Decision decision) {
        if (!store(tx, decision)) {
            throw new IllegalStateException("a locked payment was changed by somebody else");
        }
    }

    /** Stores changes of locked payments that move no money. */
    public void storeLocked(Tx tx, List<Decision> taken) {
        payments.saveLocked(tx, taken);
        taken.forEach(decision -> follow(tx, decision));
        outbox.append(
                tx,
                taken.stream().flatMap(decision -> decision.events().stream()).toList());
    }

    private static void tellOfLapse(Decision decision) {
        if (decision.after().state() instanceof State.Failed failed) {
            LOG.error(
                    "the money of booking {} is not held any more ({}): {}; its owner has to pay again",
                    decision.after().terms().bookingNumber(),
                    decision.after().terms(),
                    failed.reason());
        }
    }
}

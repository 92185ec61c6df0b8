package my.kilat.payment.settlement;

import java.util.List;
import my.kilat.payment.domain.Decision;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.State;
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
    private final Outbox outbox;

    public Decisions(Database database, Payments payments, Outbox outbox) {
        this.database = database;
        this.payments = payments;
        this.outbox = outbox;
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
            outbox.append(tx, decision.events());
            tx.afterCommit(() -> tellOfLapse(decision));
        }
        return saved;
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
        outbox.append(
                tx,
                taken.stream().flatMap(decision -> decision.events().stream()).toList());
    }

    private static void tellOfLapse(Decision decision) {
        if (decision.before().state() instanceof State.Held
                && decision.after().state() instanceof State.Failed failed) {
            LOG.error(
                    "the money of booking {} could not be paid out ({}): {}; its owner has to pay again",
                    decision.after().terms().bookingNumber(),
                    decision.after().terms(),
                    failed.reason());
        }
    }
}

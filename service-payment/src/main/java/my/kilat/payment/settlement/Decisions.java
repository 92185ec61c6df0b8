package my.kilat.payment.settlement;

import java.util.List;
import my.kilat.payment.domain.Change;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.store.Payments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;

/** Writes down what was decided about payments, together with the events that tell of it. */
public final class Decisions {
    private final Database database;
    private final Payments payments;
    private final Outbox outbox;

    public Decisions(Database database, Payments payments, Outbox outbox) {
        this.database = database;
        this.payments = payments;
        this.outbox = outbox;
    }

    /** Adds a payment that begins. */
    public void begin(Tx tx, Payment payment) {
        payments.insert(tx, payment);
        outbox.append(tx, payment.created());
    }

    /** Stores a change in a transaction of its own, unless the payment has changed meanwhile; returns whether it did. */
    public boolean store(Change change) {
        return database.transact(tx -> store(tx, change));
    }

    private boolean store(Tx tx, Change change) {
        boolean saved = payments.save(tx, change);
        if (saved) {
            outbox.append(tx, change.events());
        }
        return saved;
    }

    /** Stores a change of a payment that is locked, with the money that it moves. */
    public void storeLocked(Tx tx, Change change) {
        if (!store(tx, change)) {
            throw new IllegalStateException("a locked payment was changed by somebody else");
        }
    }

    /** Stores changes that move no money of payments that are locked. */
    public void storeLocked(Tx tx, List<Change> changes) {
        payments.saveLocked(tx, changes);
        outbox.append(
                tx, changes.stream().flatMap(change -> change.events().stream()).toList());
    }
}

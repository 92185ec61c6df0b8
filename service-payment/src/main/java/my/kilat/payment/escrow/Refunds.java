package my.kilat.payment.escrow;

import java.time.InstantSource;
import java.util.UUID;
import my.kilat.payment.domain.Change;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Payment;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;

/** Admins giving held money back. */
public final class Refunds {
    private final Database database;
    private final Payments payments;
    private final Settlement settlement;
    private final InstantSource clock;
    private final Patience patience;

    public Refunds(
            Database database, Payments payments, Settlement settlement, InstantSource clock, Patience patience) {
        this.database = database;
        this.payments = payments;
        this.settlement = settlement;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Gives the money back.
     *
     * @return the payment: refunded, or still held while the provider has not agreed; then it is asked again later
     */
    public Payment refund(UUID id, String reason) {
        Payment decided = database.transact(tx -> {
            Payment payment = payments.lock(tx, id).orElseThrow(() -> new Failure.NotFound("Payment", id));
            Change change = payment.refundAsked(reason, clock.instant(), patience);
            if (!change.isNothing() && !payments.save(tx, change)) {
                throw new IllegalStateException("a locked payment was changed by somebody else");
            }
            return change.after();
        });
        return settlement.settle(decided);
    }
}

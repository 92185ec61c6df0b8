package my.kilat.payment.refund;

import java.util.UUID;
import my.kilat.payment.domain.Decision;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Task;
import my.kilat.payment.settlement.Completion;
import my.kilat.payment.settlement.Decisions;
import my.kilat.payment.settlement.Timing;
import my.kilat.payment.store.Payments;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;

/** Refunds of held money by admins. */
public final class Refunds {
    private final Database database;
    private final Payments payments;
    private final Decisions decisions;
    private final Completion completion;
    private final Timing timing;

    public Refunds(Database database, Payments payments, Decisions decisions, Completion completion, Timing timing) {
        this.database = database;
        this.payments = payments;
        this.decisions = decisions;
        this.completion = completion;
        this.timing = timing;
    }

    /**
     * Refunds the payment. Of several concurrent calls one decides and calls the provider; the others wait for its result.
     *
     * @return the payment: refunded, or still held while the provider has not agreed; then the request is repeated later
     */
    public Payment refund(UUID id, String reason) {
        Decision decision = database.transact(tx -> {
            Payment payment = payments.lock(tx, id).orElseThrow(() -> new Failure.NotFound("Payment", id));
            Decision decided = payment.refundAsked(reason, timing.now(), timing.patience());
            if (!decided.isNothing()) {
                decisions.storeLocked(tx, decided);
            }
            return decided;
        });
        return decision.isNothing()
                ? completion.awaitEndOf(Task.REFUND, decision.after())
                : completion.settle(decision.after());
    }
}

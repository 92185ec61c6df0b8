package my.kilat.payment.domain;

import java.util.List;
import my.kilat.contract.event.PaymentEvent;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a payment that are stored together: its next state, the ledger transaction, and the events.
 *
 * @param booked null if no money moves
 */
public record Decision(
        Payment before, Payment after, @Nullable LedgerTransaction booked, List<PaymentEvent> events) {

    /** No change. */
    static Decision none(Payment payment) {
        return new Decision(payment, payment, null, List.of());
    }

    /** Whether there is nothing to store. */
    public boolean isNothing() {
        return before.equals(after);
    }
}

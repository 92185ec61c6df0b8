package my.kilat.payment.domain;

import java.util.List;
import my.kilat.contract.event.PaymentEvent;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a payment, to be written down together: its next state, the movement of money, what others are told.
 *
 * @param booked null when no money moves
 */
public record Decision(
        Payment before, Payment after, @Nullable LedgerTransaction booked, List<PaymentEvent> events) {

    /** Nothing changes. */
    static Decision none(Payment payment) {
        return new Decision(payment, payment, null, List.of());
    }

    /** Whether there is nothing to write down. */
    public boolean isNothing() {
        return before.equals(after);
    }
}

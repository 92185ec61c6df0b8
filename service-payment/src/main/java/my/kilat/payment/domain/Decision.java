package my.kilat.payment.domain;

import java.util.List;
import java.util.Optional;
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

    /**
     * The number of the hold that the provider is to end because of this change: of two that there may be during a renewal, the
     * one that the payment does not keep. So never are two of them paid out.
     */
    public Optional<Integer> holdToEnd() {
        if (!before.isRenewing()) {
            return Optional.empty();
        }
        int number = before.hold().number();
        if (after.hold().number() != number) {
            return Optional.of(number);
        }
        return after.isRenewing() ? Optional.empty() : Optional.of(number + 1);
    }

    /** Whether another hold has taken the place of one that was about to end. */
    public boolean isRenewal() {
        return after.hold().number() != before.hold().number();
    }

    /** Whether held money was taken because its hold was about to end. */
    public boolean isCapture() {
        return !before.hold().until().equals(after.hold().until())
                && after.hold().until().equals(Hold.NEVER);
    }

    /** Whether money that was held is back with the owner because it could be neither kept nor paid out. */
    public boolean isLapse() {
        return before.state() instanceof State.Held && after.state() instanceof State.Failed;
    }
}

package my.kilat.payment.http;

import java.time.Instant;
import my.kilat.contract.payment.PaymentResource;
import my.kilat.payment.domain.PayerAction;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.State;
import my.kilat.payment.domain.Terms;
import org.jspecify.annotations.Nullable;

/** Payments in the form of the contract. */
public final class PaymentView {
    private final String publicUrl;

    /** @param publicUrl the gateway's URL for clients, without a slash at the end */
    public PaymentView(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** A payment. */
    public PaymentResource of(Payment payment) {
        return show(payment, null, null, null);
    }

    /** A payment in the response to its initiation, with the link to its page. */
    public PaymentResource initiated(Payment payment) {
        Terms terms = payment.terms();
        return show(
                payment,
                publicUrl + terms.page(),
                payment.state().provider(),
                payment.state().payerAction().orElse(null));
    }

    private static PaymentResource show(
            Payment payment,
            @Nullable String redirectUrl,
            @Nullable String paymentIntentId,
            @Nullable PayerAction action) {
        Terms terms = payment.terms();
        State state = payment.state();
        return new PaymentResource(
                terms.id(),
                terms.bookingId(),
                terms.ownerId(),
                payment.runnerId().orElse(null),
                state.status(),
                terms.split().amountCents(),
                terms.split().feeCents(),
                terms.split().payoutCents(),
                terms.currency(),
                terms.method(),
                state.provider(),
                state.held().orElse(null),
                state instanceof State.Released released ? released.releasedAt() : null,
                refundedAt(state),
                state instanceof State.Refunded refunded ? refunded.reason() : "",
                state.version(),
                terms.createdAt(),
                payment.updatedAt(),
                terms.bookingNumber(),
                redirectUrl,
                paymentIntentId,
                action == null ? null : action.url(),
                action == null ? null : action.until(),
                authorisesAt(state));
    }

    /** No longer once the ride is over: then it is authorised at once. */
    private static @Nullable Instant authorisesAt(State state) {
        return state instanceof State.Pending pending && pending.isStored() && pending.releaseTo() == null
                ? pending.authorisesAt().orElse(null)
                : null;
    }

    private static @Nullable Instant refundedAt(State state) {
        return state instanceof State.Refunded refunded ? refunded.refundedAt() : null;
    }
}

package my.kilat.payment.domain;

/** The renewals of a provider that can make another hold on the same card without the payer. */
@FunctionalInterface
public interface Renewals {
    /**
     * Holds the amount once more on the card of a charge that the provider holds, under another key. What is held under the first
     * key stays held.
     */
    Answer.ToAuthorise renew(Charge held, Charge next);
}

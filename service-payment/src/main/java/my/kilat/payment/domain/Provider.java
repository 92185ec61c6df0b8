package my.kilat.payment.domain;

import java.util.Optional;
import my.kilat.platform.failure.Failure;

/**
 * Whoever holds cards and moves money. Every call names its charge by a key that is the same however often the call is
 * made, and a repeated call has no further effect. A call ends within the time the provider was given; when no answer came
 * it says so with {@link Answer.Silence} and does not throw.
 */
public interface Provider {
    /**
     * Whether it can be paid this way.
     *
     * @throws Failure.Invalid when it cannot, saying what can
     */
    void requireKnown(String method);

    /**
     * Holds the amount, or says what the payer has to do first. What is held is exactly the amount of the charge, in its
     * currency; anything else is a refusal.
     */
    Answer.ToAuthorise authorise(Charge charge);

    /** Pays out what is held. */
    Answer.ToCapture capture(Charge charge);

    /**
     * Gives back what is held, or even paid out, and from then on refuses to hold anything under this key, also when it
     * has not heard of the key before.
     */
    Answer.ToGiveBack giveBack(Charge charge);

    /** How an authorisation ended that was asked for earlier; empty when the provider has not heard of it. */
    Optional<Answer.ToAuthorise> find(Charge charge);

    /** Reads what it sends by itself; empty for a provider that sends nothing. */
    default Optional<Webhooks> webhooks() {
        return Optional.empty();
    }
}

package my.kilat.payment.domain;

import java.time.Duration;
import java.util.Optional;
import my.kilat.platform.failure.Failure;

/**
 * A payment provider. Every call identifies its charge by the same key, and a repeated call has no further effect. A call ends
 * within the provider's timeout; if there was no response it returns {@link Answer.Silence} and does not throw.
 */
public interface Provider {
    /**
     * Checks that a payment method is supported.
     *
     * @throws Failure.Invalid if it is not, listing those that are
     */
    void requireKnown(String method);

    /**
     * Holds the amount, or returns the action that the payer has to take first. The held amount is exactly that of the charge,
     * in its currency; anything else is a refusal.
     */
    Answer.ToAuthorise authorise(Charge charge);

    /** How long it holds money before the hold ends by itself; it does not change while it is open. */
    default Duration holdLasts() {
        return HoldTerms.USUAL.lasts();
    }

    /** Its renewals of holds; empty if every hold needs the payer. It does not change while it is open. */
    default Optional<Renewals> renewals() {
        return Optional.empty();
    }

    /** The cards that it keeps for later; empty if it keeps none. It does not change while it is open. */
    default Optional<StoredCards> storedCards() {
        return Optional.empty();
    }

    /** Pays out what is held; what is paid out already stays so. */
    Answer.ToCapture capture(Charge charge);

    /**
     * Gives back what is held, or even paid out, and from then on refuses to hold anything under this key, also if the key was
     * unknown before.
     */
    Answer.ToGiveBack giveBack(Charge charge);

    /** The result of an earlier authorisation; empty if the provider does not know it. */
    Optional<Answer.ToAuthorise> find(Charge charge);

    /** The reader of its webhooks; empty for a provider without any. */
    default Optional<Webhooks> webhooks() {
        return Optional.empty();
    }
}

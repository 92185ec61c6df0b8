package my.kilat.payment.domain;

/** The cards of a provider that can check one now and authorise it later. */
@FunctionalInterface
public interface StoredCards {
    /**
     * Checks a card, and keeps it so that {@link Provider#authorise} with the same charge needs no payer later. Nothing is held
     * before that.
     */
    Answer.ToStore store(Charge charge);
}

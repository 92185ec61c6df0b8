package my.kilat.payment.domain;

import java.time.Duration;

/**
 * What can be done with the holds of a provider.
 *
 * @param lasts how long the provider holds the money before the hold ends by itself
 * @param renews whether another hold can be made on the same card without the payer: {@link Provider#renewals}
 * @param storesCards whether a card can be checked now and authorised later: {@link Provider#storedCards}
 */
public record HoldTerms(Duration lasts, boolean renews, boolean storesCards) {
    /** Those of most cards: seven days, and every hold needs the payer. */
    public static final HoldTerms USUAL = new HoldTerms(Duration.ofDays(7), false, false);

    /** Those of a provider, by what it has. */
    public static HoldTerms of(Provider provider) {
        return new HoldTerms(
                provider.holdLasts(),
                provider.renewals().isPresent(),
                provider.storedCards().isPresent());
    }
}

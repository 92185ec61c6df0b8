package my.kilat.payment.domain;

import java.time.Instant;

/**
 * The action that the payer has to take before the money is held: opening a page of the provider.
 *
 * @param url absolute, at most 2,048 characters
 * @param until when that page expires; after it the payment fails
 */
public record PayerAction(String url, Instant until) {
    private static final int LONGEST = 2_048;

    public PayerAction {
        if (url.length() > LONGEST || !url.matches("https?://[^\\s\"<>]+")) {
            throw new IllegalArgumentException("the provider's address for the payer cannot be used");
        }
    }

    /** A copy that ends at that time at the latest. */
    PayerAction endingBy(Instant latest) {
        return until.isAfter(latest) ? new PayerAction(url, latest) : this;
    }
}

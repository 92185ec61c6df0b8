package my.kilat.payment.domain;

import java.time.Instant;

/**
 * What the payer has to do before the money is held: to open a page of the provider.
 *
 * @param url absolute, at most 2,048 characters
 * @param until when that page ends; after it the payment fails
 */
public record PayerAction(String url, Instant until) {
    private static final int LONGEST = 2_048;

    public PayerAction {
        if (url.length() > LONGEST || !url.matches("https?://[^\\s\"<>]+")) {
            throw new IllegalArgumentException("the provider's address for the payer cannot be used");
        }
    }

    /** The same, ending at that time at the latest. */
    PayerAction endingBy(Instant latest) {
        return until.isAfter(latest) ? new PayerAction(url, latest) : this;
    }
}

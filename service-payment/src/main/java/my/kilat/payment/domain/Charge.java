package my.kilat.payment.domain;

/**
 * A payment in the form for its provider.
 *
 * @param key the same in every call about this payment
 * @param amountCents sen
 * @param method the payment method
 * @param customerEmail for the receipt, perhaps empty
 * @param page path and query of the payment's page, to which the payer returns
 */
public record Charge(String key, long amountCents, String currency, String method, String customerEmail, String page) {
    /** Omits the e-mail address and the secret of the page. */
    @Override
    public String toString() {
        return "charge " + key;
    }
}

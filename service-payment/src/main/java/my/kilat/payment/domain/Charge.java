package my.kilat.payment.domain;

/**
 * A payment in the form for its provider.
 *
 * @param key the same in every call about this hold of the payment, and of no other hold
 * @param amountCents sen
 * @param method the payment method
 * @param customerEmail for the receipt, perhaps empty
 * @param page path and query of the payment's page, to which the payer returns
 */
public record Charge(String key, long amountCents, String currency, String method, String customerEmail, String page) {
    /** A payment of these terms, held under that key. */
    static Charge of(Terms terms, HoldKey key) {
        return new Charge(
                key.toString(),
                terms.split().amountCents(),
                terms.currency(),
                terms.method(),
                terms.customerEmail(),
                terms.page());
    }

    /** Omits the e-mail address and the secret of the page. */
    @Override
    public String toString() {
        return "charge " + key;
    }
}

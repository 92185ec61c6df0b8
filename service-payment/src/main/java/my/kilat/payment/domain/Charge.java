package my.kilat.payment.domain;

/**
 * A payment as its provider sees it.
 *
 * @param key the same at every call about this payment, however often it is made
 * @param amountCents sen
 * @param method how the owner pays
 * @param customerEmail for the receipt, perhaps empty
 * @param page path and query of the page that shows how the payment stands, to which the payer comes back
 */
public record Charge(String key, long amountCents, String currency, String method, String customerEmail, String page) {
    /** Without the address and the secret of the page. */
    @Override
    public String toString() {
        return "charge " + key;
    }
}

package my.kilat.payment.store;

import java.util.UUID;

/**
 * A payment or a transaction that is not in order.
 *
 * @param kind {@link #PAYMENT} or {@link #TRANSACTION}
 * @param words what is wrong with it
 */
public record LedgerFault(String kind, UUID id, String words) {
    /** The id is one of a payment, which may be missing. */
    public static final String PAYMENT = "payment";

    /** The id is one of a transaction that is missing. */
    public static final String TRANSACTION = "transaction";

    static LedgerFault disagreeing(UUID payment) {
        return new LedgerFault(PAYMENT, payment, "its state does not agree with its entries");
    }

    static LedgerFault unbalanced(UUID payment) {
        return new LedgerFault(PAYMENT, payment, "its transactions do not add up to zero, or there is no such payment");
    }

    static LedgerFault stray(UUID transaction) {
        return new LedgerFault(TRANSACTION, transaction, "there are entries, but no such transaction");
    }
}

package my.kilat.platform.http;

/**
 * Handles calls of one operation in two steps: queries to other services before the transaction, so that they hold no connection
 * and no lock; everything else in the transaction.
 */
@FunctionalInterface
public interface PreparedHandler {
    /**
     * Prepares the transaction. It changes nothing, since it also runs before a stored reply is repeated.
     *
     * @return the handler for the transaction
     */
    TransactionalHandler prepare(Call call);
}

package my.kilat.platform.http;

/**
 * Answers calls of one operation in two steps: what has to be asked of others is asked before the transaction begins, so that
 * no connection and no lock is held meanwhile; the rest is done in the transaction.
 */
@FunctionalInterface
public interface PreparedHandler {
    /**
     * Prepares the transaction. It changes nothing, since it is run as well when a stored reply is repeated afterwards.
     *
     * @return what is done in the transaction
     */
    TransactionalHandler prepare(Call call);
}

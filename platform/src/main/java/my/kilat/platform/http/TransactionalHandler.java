package my.kilat.platform.http;

import my.kilat.platform.database.Tx;

/**
 * Handles calls of one operation within one transaction. With an {@code Idempotency-Key} the reply is stored in the same
 * transaction, so the work is done once even if the process dies before it replies. The handler may be run again after a
 * deadlock.
 */
@FunctionalInterface
public interface TransactionalHandler {
    /** Returns the reply, or throws a {@link my.kilat.platform.failure.Failure}, and the transaction is rolled back. */
    Reply handle(Call call, Tx tx);
}

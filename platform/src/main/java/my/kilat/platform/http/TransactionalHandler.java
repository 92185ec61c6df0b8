package my.kilat.platform.http;

import my.kilat.platform.database.Tx;

/**
 * Answers calls of one operation within one transaction. With an {@code Idempotency-Key} the reply is stored in that very
 * transaction, so the work is done once even when the process dies before it could answer. It may be run again after a
 * deadlock.
 */
@FunctionalInterface
public interface TransactionalHandler {
    /** Answers, or throws a {@link my.kilat.platform.failure.Failure}; then the transaction is rolled back. */
    Reply handle(Call call, Tx tx);
}

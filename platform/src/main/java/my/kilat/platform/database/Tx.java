package my.kilat.platform.database;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction in progress: the handle to run SQL on, and what is to happen once it has been committed. */
public final class Tx {
    private static final Logger LOG = LoggerFactory.getLogger(Tx.class);

    private final Handle handle;
    private final List<Change> withCommit = new ArrayList<>(2);
    private final List<Runnable> afterCommit = new ArrayList<>(2);

    Tx(Handle handle) {
        this.handle = handle;
    }

    /** Runs SQL within this transaction. */
    public Handle sql() {
        return handle;
    }

    /**
     * Runs a change at the end of the transaction, in the one round trip that also commits it: for a change whose outcome
     * nothing in the transaction looks at. Changes run in the order in which they were handed in. When one of them fails,
     * nothing is committed, and {@link Database#transact} throws.
     */
    public void withCommit(String change, PlainSql.Binder binder) {
        withCommit.add(new Change(change, binder));
    }

    /** Runs what is to run with the commit, and commits; without any such change there is nothing to do here. */
    void commit() {
        if (withCommit.isEmpty()) {
            return;
        }
        var script = new StringBuilder();
        withCommit.forEach(change -> script.append(change.sql).append(";\n"));
        PlainSql.run(handle, script.append("commit").toString(), parameters -> {
            for (Change change : withCommit) {
                change.binder.bind(parameters);
            }
        });
    }

    private record Change(String sql, PlainSql.Binder binder) {}

    /**
     * Runs something after the commit, on the same thread: waking a relay, telling a socket. It never runs when the
     * transaction is rolled back, and may never run when the process dies, so nothing may depend on it.
     */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void committed() {
        for (Runnable action : afterCommit) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.warn("an action after commit failed; what it would have hastened happens later", e);
            }
        }
    }
}

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
    private final List<Runnable> afterCommit = new ArrayList<>(2);

    Tx(Handle handle) {
        this.handle = handle;
    }

    /** Runs SQL within this transaction. */
    public Handle sql() {
        return handle;
    }

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

package my.kilat.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction in progress: its statements, and the actions to run after its commit. */
public final class Tx implements Queries {
    private static final Logger LOG = LoggerFactory.getLogger(Tx.class);

    private final Connection connection;
    private final List<Change> withCommit = new ArrayList<>(2);
    private final List<Runnable> afterCommit = new ArrayList<>(2);

    Tx(Connection connection) {
        this.connection = connection;
    }

    @Override
    public <T> List<T> list(Sql sql, Consumer<Arguments> values, Function<Row, T> reader) {
        return Execution.list(connection, sql, values, reader);
    }

    /** Runs a change and returns the number of affected rows. */
    public int update(Sql sql, Consumer<Arguments> values) {
        return Execution.update(connection, sql, values);
    }

    /** Runs a change for each element, all in one round trip, and returns the number of rows that each affected. */
    public <E> int[] updateEach(Sql sql, List<E> elements, BiConsumer<Arguments, E> values) {
        return Execution.updateEach(connection, sql, elements, values);
    }

    /**
     * Runs a change at the end of the transaction, in the same round trip as the commit: for a change whose result nothing
     * in the transaction uses. Changes run in the order in which they were added. If one of them fails, nothing is
     * committed, and {@link Database#transact} throws.
     */
    public void withCommit(Sql change, Consumer<Arguments> values) {
        withCommit.add(new Change(change, values));
    }

    /** Runs the changes of {@link #withCommit} and commits; without any, just commits. */
    void commit() throws SQLException {
        if (!withCommit.isEmpty()) {
            runWithCommit();
        }
        // After the COMMIT of the script there is no transaction, and this sends nothing.
        connection.commit();
    }

    private void runWithCommit() throws SQLException {
        var script = new StringBuilder();
        withCommit.forEach(change -> script.append(change.sql.positional()).append(";\n"));
        try (PreparedStatement statement =
                connection.prepareStatement(script.append("commit").toString())) {
            int before = 0;
            for (Change change : withCommit) {
                change.values.accept(new Arguments(statement, change.sql, before));
                before += change.sql.parameters();
            }
            statement.execute();
        }
    }

    private record Change(Sql sql, Consumer<Arguments> values) {}

    /**
     * Runs an action after the commit, on the same thread, such as waking a relay or notifying a socket. It does not run
     * after a rollback, and may never run if the process dies, so nothing may depend on it.
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

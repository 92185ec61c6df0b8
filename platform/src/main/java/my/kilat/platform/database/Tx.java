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

/** A transaction in progress: the statements to run in it, and what is to happen once it has been committed. */
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

    /** Runs a change and says how many rows it touched. */
    public int update(Sql sql, Consumer<Arguments> values) {
        return Execution.update(connection, sql, values);
    }

    /** Runs a change for each element, all in one round trip, and says how many rows each touched. */
    public <E> int[] updateEach(Sql sql, List<E> elements, BiConsumer<Arguments, E> values) {
        return Execution.updateEach(connection, sql, elements, values);
    }

    /**
     * Runs a change at the end of the transaction, in the one round trip that also commits it: for a change whose outcome
     * nothing in the transaction looks at. Changes run in the order in which they were handed in. When one of them fails,
     * nothing is committed, and {@link Database#transact} throws.
     */
    public void withCommit(Sql change, Consumer<Arguments> values) {
        withCommit.add(new Change(change, values));
    }

    /** Runs the changes of {@link #withCommit} and commits; without any, just commits. */
    void commit() throws SQLException {
        if (!withCommit.isEmpty()) {
            runWithCommit();
        }
        // After a COMMIT of the script this finds no transaction, and sends nothing.
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

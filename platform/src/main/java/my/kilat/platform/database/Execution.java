package my.kilat.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs statements with named parameters on a connection. */
final class Execution {
    private static final String READ_ONLY_TRANSACTION = "25006";

    private Execution() {}

    /** Returns the rows of a query in the current transaction. */
    static <T> List<T> list(Connection connection, Sql sql, Consumer<Arguments> values, Function<Row, T> reader) {
        try (PreparedStatement statement = connection.prepareStatement(sql.positional())) {
            values.accept(new Arguments(statement, sql, 0));
            statement.setMaxRows(sql.ceiling() + 1);
            return read(statement.executeQuery(), sql.ceiling(), reader);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /**
     * Returns the rows of a query in a read-only transaction of its own, in one round trip.
     *
     * @throws IllegalStateException if the statement would change something
     */
    static <T> List<T> listReadOnly(
            Connection connection, Sql sql, Consumer<Arguments> values, Function<Row, T> reader) {
        try (PreparedStatement statement = connection.prepareStatement(sql.readOnly())) {
            values.accept(new Arguments(statement, sql, 0));
            statement.setMaxRows(sql.ceiling() + 1);
            statement.execute();
            statement.getMoreResults();
            return read(statement.getResultSet(), sql.ceiling(), reader);
        } catch (SQLException e) {
            if (READ_ONLY_TRANSACTION.equals(e.getSQLState())) {
                throw fault(e);
            }
            throw new SqlFailure(e);
        }
    }

    /**
     * The SQLException is not set as the cause: a read-only server gives the same SQLSTATE, and there a retry would help.
     */
    private static IllegalStateException fault(SQLException refused) {
        var fault = new IllegalStateException("a change outside of a transaction: " + refused.getMessage());
        fault.addSuppressed(refused);
        return fault;
    }

    private static <T> List<T> read(ResultSet rows, int ceiling, Function<Row, T> reader) throws SQLException {
        try (rows) {
            Row row = new Row(rows);
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                if (read.size() == ceiling) {
                    throw RowCeiling.exceeded(ceiling);
                }
                read.add(reader.apply(row));
            }
            return read;
        }
    }

    static int update(Connection connection, Sql sql, Consumer<Arguments> values) {
        try (PreparedStatement statement = connection.prepareStatement(sql.positional())) {
            values.accept(new Arguments(statement, sql, 0));
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    static <E> int[] updateEach(Connection connection, Sql sql, Iterable<E> elements, BiConsumer<Arguments, E> values) {
        try (PreparedStatement statement = connection.prepareStatement(sql.positional())) {
            Arguments arguments = new Arguments(statement, sql, 0);
            for (E element : elements) {
                values.accept(arguments, element);
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }
}

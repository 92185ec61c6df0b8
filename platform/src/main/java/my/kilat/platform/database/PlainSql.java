package my.kilat.platform.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/**
 * Runs statements with {@code ?} parameters straight on JDBC. Looking up how to bind each named parameter of a statement
 * costs more than half of its time in this process; here it is known. For statements that run with every ride; the others
 * have names for their parameters.
 */
public final class PlainSql {
    private PlainSql() {}

    /** Gives a statement its parameters, in their order. */
    @FunctionalInterface
    public interface Binder {
        /** Binds them all. */
        void bind(Parameters parameters) throws SQLException;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** Reads the row that the set is at. */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * The rows of a query, or those that a change returns.
     *
     * @throws RowCeiling.TooManyRowsException when there are more than {@link RowCeiling#ROWS}
     */
    public static <T> List<T> list(Handle handle, String sql, Binder binder, RowReader<T> reader) {
        return list(handle, RowCeiling.ROWS, sql, binder, reader);
    }

    /**
     * As the other, with another ceiling.
     *
     * @throws RowCeiling.TooManyRowsException when there are more rows than that
     */
    public static <T> List<T> list(Handle handle, int ceiling, String sql, Binder binder, RowReader<T> reader) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            binder.bind(new Parameters(statement));
            statement.setMaxRows(ceiling + 1);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    if (read.size() == ceiling) {
                        throw RowCeiling.exceeded(ceiling);
                    }
                    read.add(reader.read(rows));
                }
                return read;
            }
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** The row of a query that has at most one. */
    public static <T> Optional<T> one(Handle handle, String sql, Binder binder, RowReader<T> reader) {
        return list(handle, sql, binder, reader).stream().findFirst();
    }

    /** Runs a change and says how many rows it touched. */
    public static int update(Handle handle, String sql, Binder binder) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            binder.bind(new Parameters(statement));
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** Runs a change for each element, in one round trip, and says how many rows each touched. */
    public static <E> int[] updateEach(Handle handle, String sql, List<E> elements, BiConsumer<Parameters, E> binder) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (E element : elements) {
                binder.accept(new Parameters(statement), element);
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** The database refused; the cause says why. */
    static final class SqlFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SqlFailure(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}

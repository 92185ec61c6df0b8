package my.kilat.platform.database;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs queries: in a transaction ({@link Tx}), which sees its own changes and may lock rows, or without one ({@link
 * Database}), where each statement runs on a snapshot of its own and the server refuses every change.
 */
public sealed interface Queries permits Database, Tx {
    /**
     * Returns the rows of a query or, in a transaction, of a change's {@code returning} clause.
     *
     * @param values sets the value of each parameter
     * @param reader maps each row
     * @throws RowCeiling.TooManyRowsException if there are more rows than the statement allows
     */
    <T> List<T> list(Sql sql, Consumer<Arguments> values, Function<Row, T> reader);

    /** The first row, if there is any. */
    default <T> Optional<T> first(Sql sql, Consumer<Arguments> values, Function<Row, T> reader) {
        return list(sql, values, reader).stream().findFirst();
    }
}

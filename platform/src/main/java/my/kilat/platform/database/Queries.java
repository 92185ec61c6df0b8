package my.kilat.platform.database;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where a query can be run: in a transaction ({@link Tx}), which sees its own changes and may lock rows, or outside of any
 * ({@link Database}), where each statement sees a snapshot of its own and the server refuses every change.
 */
public sealed interface Queries permits Database, Tx {
    /**
     * The rows of a query, in a transaction also those that a change returns.
     *
     * @param values gives each parameter its value
     * @param reader makes something of each row
     * @throws RowCeiling.TooManyRowsException when there are more than the statement may bring
     */
    <T> List<T> list(Sql sql, Consumer<Arguments> values, Function<Row, T> reader);

    /** The first row, if there is any. */
    default <T> Optional<T> first(Sql sql, Consumer<Arguments> values, Function<Row, T> reader) {
        return list(sql, values, reader).stream().findFirst();
    }
}

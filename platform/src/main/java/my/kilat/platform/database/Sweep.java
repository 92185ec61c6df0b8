package my.kilat.platform.database;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Deletes or changes very many rows in steps, each a transaction of its own that stays far below the time limit of a
 * statement, holds its locks for a moment only, and is kept when a later one fails.
 */
public final class Sweep {
    /** Rows of one step. */
    public static final int STEP = 5_000;

    private static final String DELETE = """
            delete from %1$s where ctid = any(array(
                select ctid from %1$s where %2$s limit :most for update skip locked))""";

    private Sweep() {}

    /**
     * Deletes the rows of a table whose time is before a moment. What somebody else is changing comes next time.
     *
     * @param table its name, as it stands in SQL
     * @param column of that table, a {@code timestamptz}
     * @return how many rows that were
     */
    public static long deleteBefore(Database database, String table, String column, Instant moment) {
        Sql sql = Sql.of(String.format(Locale.ROOT, DELETE, table, column + " < :moment"));
        return run(
                database,
                tx -> tx.update(
                        sql, arguments -> arguments.time("moment", moment).number("most", STEP)));
    }

    /** The same of rows whose time, which the database's clock gave them, is longer ago than that by the same clock. */
    public static long deleteOlderThan(Database database, String table, String column, Duration age) {
        Sql sql = Sql.of(String.format(Locale.ROOT, DELETE, table, column + " < now() - make_interval(secs => :age)"));
        return run(
                database,
                tx -> tx.update(
                        sql,
                        arguments -> arguments.number("age", age.toSeconds()).number("most", STEP)));
    }

    /**
     * Repeats a step until it finds less than it may take.
     *
     * @param step changes at most {@link #STEP} rows and says how many
     * @return how many rows that were in all
     */
    public static long run(Database database, ToIntFunction<Tx> step) {
        long all = 0;
        int some;
        do {
            some = database.transact(step::applyAsInt);
            all += some;
        } while (some >= STEP && !Thread.currentThread().isInterrupted());
        return all;
    }
}

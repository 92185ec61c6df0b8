package my.kilat.platform.database;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Deletes or changes a large number of rows in steps. Each step is a transaction of its own that stays far below the
 * statement timeout, holds its locks only briefly, and remains committed if a later step fails.
 */
public final class Sweep {
    /** Rows per step. */
    public static final int STEP = 5_000;

    private static final String DELETE = """
            delete from %1$s where ctid = any(array(
                select ctid from %1$s where %2$s limit :most for update skip locked))""";

    private Sweep() {}

    /**
     * Deletes the rows of a table whose time is before a moment. Rows that another transaction has locked are left for the
     * next run.
     *
     * @param table its name in SQL
     * @param column of that table, a {@code timestamptz}
     * @return the number of rows deleted
     */
    public static long deleteBefore(Database database, String table, String column, Instant moment) {
        Sql sql = Sql.of(String.format(Locale.ROOT, DELETE, table, column + " < :moment"));
        return run(
                database,
                tx -> tx.update(
                        sql, arguments -> arguments.time("moment", moment).number("most", STEP)));
    }

    /**
     * As {@link #deleteBefore}, for rows whose time, set by the database's clock, is older than {@code age} by the same
     * clock.
     */
    public static long deleteOlderThan(Database database, String table, String column, Duration age) {
        Sql sql = Sql.of(String.format(Locale.ROOT, DELETE, table, column + " < now() - make_interval(secs => :age)"));
        return run(
                database,
                tx -> tx.update(
                        sql,
                        arguments -> arguments.number("age", age.toSeconds()).number("most", STEP)));
    }

    /**
     * Repeats a step until it changes fewer rows than its limit.
     *
     * @param step changes at most {@link #STEP} rows and returns how many
     * @return the total number of rows
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

package my.kilat.platform.database;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Deletes or changes a large number of rows in steps. Each step is a transaction of its own, holds its locks only briefly, and
 * remains committed if a later step fails.
 *
 * <p>No statement of a step runs for longer than {@link #LONGEST}: the server ends it, and the step is made again with fewer
 * rows. The number of rows follows the time that steps take, so that on a slow server or with wide rows they become smaller
 * before that happens.
 */
public final class Sweep {
    /** The most rows of a step. */
    public static final int STEP = 5_000;

    /** The longest time of a statement of a step. */
    public static final Duration LONGEST = Duration.ofSeconds(1);

    private static final int LEAST = 10;
    private static final int SHRINK = 4;
    private static final String QUERY_CANCELED = "57014";

    private static final Sql LIMIT_TIME = Sql.of("select set_config('statement_timeout', :timeout, true)");

    private Sweep() {}

    /** A step of a sweep. */
    @FunctionalInterface
    public interface Step {
        /** Changes at most so many rows, and returns how many. */
        int apply(Tx tx, int most);
    }

    /**
     * Deletes the rows of a table whose time is before a moment. Rows that another transaction has locked are left for the
     * next run.
     *
     * @param table its name in SQL
     * @param column of that table, a {@code timestamptz} with a B-tree index
     * @return the number of rows deleted
     */
    public static long deleteBefore(Database database, String table, String column, Instant moment) {
        return delete(database, table, column, ":moment", arguments -> arguments.time("moment", moment));
    }

    /**
     * As {@link #deleteBefore}, for rows whose time, set by the database's clock, is older than {@code age} by the same
     * clock.
     */
    public static long deleteOlderThan(Database database, String table, String column, Duration age) {
        return delete(
                database,
                table,
                column,
                "now() - make_interval(secs => :age)",
                arguments -> arguments.number("age", age.toSeconds()));
    }

    private static long delete(Database database, String table, String column, String end, Consumer<Arguments> values) {
        // In the order of the index, from where the step before has ended: entries of deleted rows are not read again.
        Sql sql = Sql.of(String.format(Locale.ROOT, """
                with gone as (
                    delete from %1$s where ctid = any(array(
                        select ctid from %1$s where %2$s >= :from and %2$s < %3$s
                        order by %2$s limit :most for update skip locked))
                    returning %2$s as time)
                select count(*) as number, max(time) as latest from gone""", table, column, end));
        AtomicReference<Instant> from = new AtomicReference<>(Instant.EPOCH);
        return run(database, (tx, most) -> {
            Deleted deleted = tx.first(
                            sql,
                            arguments -> {
                                values.accept(arguments);
                                arguments.time("from", from.get()).number("most", most);
                            },
                            row -> new Deleted(Math.toIntExact(row.bigNumber("number")), row.timeOrNull("latest")))
                    .orElseThrow();
            Instant latest = deleted.latest;
            if (latest != null) {
                tx.afterCommit(() -> from.set(latest));
            }
            return deleted.number;
        });
    }

    private record Deleted(int number, @Nullable Instant latest) {}

    /**
     * Repeats a step until it changes fewer rows than it may.
     *
     * @return the total number of rows
     * @throws RuntimeException if a statement takes longer than {@link #LONGEST} for ten rows
     */
    public static long run(Database database, Step step) {
        long all = 0;
        int most = STEP;
        while (!Thread.currentThread().isInterrupted()) {
            long began = System.nanoTime();
            int size = most;
            int some;
            try {
                some = database.transact(tx -> {
                    limitTime(tx);
                    return step.apply(tx, size);
                });
            } catch (RuntimeException e) {
                if (size <= LEAST || !isOutOfTime(e)) {
                    throw e;
                }
                most = Math.max(LEAST, size / SHRINK);
                continue;
            }
            all += some;
            if (some < size) {
                return all;
            }
            most = next(size, System.nanoTime() - began);
        }
        return all;
    }

    /** Half as many rows after a step that took half of the longest time, twice as many after an eighth. */
    private static int next(int size, long nanos) {
        long longest = LONGEST.toNanos();
        if (nanos > longest / 2) {
            return Math.max(LEAST, size / 2);
        }
        return nanos < longest / 8 ? Math.min(STEP, size * 2) : size;
    }

    private static void limitTime(Tx tx) {
        tx.first(LIMIT_TIME, values -> values.text("timeout", Long.toString(LONGEST.toMillis())), _ -> Boolean.TRUE);
    }

    private static boolean isOutOfTime(RuntimeException failure) {
        return SqlStates.of(failure).filter(QUERY_CANCELED::equals).isPresent();
    }
}

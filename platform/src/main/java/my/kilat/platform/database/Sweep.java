package my.kilat.platform.database;

import java.util.function.ToIntFunction;

/**
 * Deletes or changes very many rows in steps, each a transaction of its own that stays far below the time limit of a
 * statement, holds its locks for a moment only, and is kept when a later one fails.
 */
public final class Sweep {
    /** Rows of one step. */
    public static final int STEP = 5_000;

    private Sweep() {}

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

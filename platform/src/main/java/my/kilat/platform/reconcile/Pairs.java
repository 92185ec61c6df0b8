package my.kilat.platform.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import my.kilat.platform.database.Queries;

/**
 * The pairs to compare: rows of this service, each with the state of the same booking in another service.
 *
 * @param <R> the row type
 */
public interface Pairs<R> {

    /**
     * A page of rows to compare.
     *
     * @param rows in the order of the scan
     * @param bookings the bookings of the rows
     * @param next the position of the following page; empty at the end
     */
    record Page<R>(List<R> rows, List<UUID> bookings, String next) {
        /** Whether the scan begins anew after it. */
        public boolean isLast() {
            return next.isEmpty();
        }

        /** The rows of these bookings alone. */
        Page<R> only(Predicate<UUID> some) {
            List<R> kept = IntStream.range(0, rows.size())
                    .filter(i -> some.test(bookings.get(i)))
                    .<R>mapToObj(rows::get)
                    .toList();
            return new Page<>(kept, bookings.stream().filter(some).toList(), next);
        }
    }

    /**
     * The result of a comparison.
     *
     * @param repairs bookings of the pairs that a rule repairs: those that were changed, or those that would be
     * @param differences descriptions of the pairs that no rule repairs, by booking
     */
    record Compared(Set<UUID> repairs, Map<UUID, String> differences) {}

    /**
     * The page that begins at a position; the work is bounded, however many rows there are.
     *
     * @param position empty for the beginning, otherwise the previous {@link Page#next}
     */
    Page<R> page(Queries queries, String position);

    /**
     * Queries the other service, and repairs what can be repaired by rule. It runs outside of any transaction, may be
     * repeated, and its rows may have changed meanwhile.
     *
     * @param isRepairing false to change nothing, and only to tell what a rule would repair
     * @throws my.kilat.platform.failure.Failure.Unavailable if the other service is unavailable
     */
    Compared compare(List<R> rows, boolean isRepairing);
}

package my.kilat.platform.reconcile;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.database.Queries;

/**
 * The pairs to compare: rows of this service, each with the state of the same booking in another service.
 *
 * @param <R> such a row
 */
public interface Pairs<R> {

    /**
     * Some rows that have to be compared.
     *
     * @param rows in the order in which they are walked through
     * @param bookings the bookings that they are about
     * @param next where the following page begins; empty at the end
     */
    record Page<R>(List<R> rows, List<UUID> bookings, String next) {}

    /**
     * What came of a comparison.
     *
     * @param repaired how many pairs did not agree and were repaired by rule
     * @param differences what is wrong with pairs for which there is no rule, by their bookings
     */
    record Compared(int repaired, Map<UUID, String> differences) {}

    /**
     * The page that begins at a position; the work is bounded, however many rows there are.
     *
     * @param position empty for the beginning, otherwise what {@link Page#next} said
     */
    Page<R> page(Queries queries, String position);

    /**
     * Asks the other service, and repairs what can be repaired by rule. It runs outside of any transaction, may be repeated,
     * and may find that its rows have changed meanwhile.
     *
     * @throws my.kilat.platform.failure.Failure.Unavailable if the other service cannot be asked
     */
    Compared compare(List<R> rows);
}

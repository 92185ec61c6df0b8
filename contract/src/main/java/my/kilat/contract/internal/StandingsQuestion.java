package my.kilat.contract.internal;

import java.util.List;
import java.util.UUID;

/**
 * A query for the state of bookings, or of their payments.
 *
 * @param bookingIds 1 to {@value #MOST} of them, each once
 */
public record StandingsQuestion(List<UUID> bookingIds) {
    /** The most bookings in one query. */
    public static final int MOST = 100;
}

package my.kilat.contract.internal;

import java.util.List;
import java.util.UUID;

/**
 * How do these bookings stand, or their payments?
 *
 * @param bookingIds 1 to {@value #MOST} of them, each once
 */
public record StandingsQuestion(List<UUID> bookingIds) {
    /** How many may be asked about at once. */
    public static final int MOST = 100;
}

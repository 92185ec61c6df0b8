package my.kilat.tracking.domain;

import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import org.jspecify.annotations.Nullable;

/**
 * The state of a booking as the booking service returns it.
 *
 * @param number {@code BK-} and six characters
 * @param owner user id of the owner
 * @param runner user id of the runner who has it, or had it at the end
 * @param since when it reached that state
 * @param journey null if it could not be read
 */
public record BookingSnapshot(
        UUID booking,
        String number,
        UUID owner,
        @Nullable UUID runner,
        BookingStatus status,
        VersionStamp since,
        @Nullable Journey journey) {}

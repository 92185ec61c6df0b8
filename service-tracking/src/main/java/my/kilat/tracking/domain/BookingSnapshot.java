package my.kilat.tracking.domain;

import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a booking stands, as the booking service says when it is asked.
 *
 * @param number {@code BK-} and six characters
 * @param owner user id of the owner
 * @param runner user id of the runner who has it, or had it at the end
 * @param turn when it came to stand like this
 */
public record BookingSnapshot(
        UUID booking, String number, UUID owner, @Nullable UUID runner, BookingStatus status, VersionStamp turn) {}

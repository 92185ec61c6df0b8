package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import org.jspecify.annotations.Nullable;

/**
 * The booking was cancelled.
 *
 * @param cancelledBy user id of the person who cancelled it
 * @param reason perhaps empty
 * @param runnerId only if a runner had accepted
 * @param previousStatus the state it was in before
 * @param cancelledByRole the role in which they cancelled it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BookingCancelled(
        UUID bookingId,
        String bookingNumber,
        UUID cancelledBy,
        String reason,
        @Nullable UUID ownerId,
        @Nullable UUID runnerId,
        @Nullable BookingStatus previousStatus,
        @Nullable CancelledByRole cancelledByRole,
        Instant occurredAt)
        implements BookingEvent {}

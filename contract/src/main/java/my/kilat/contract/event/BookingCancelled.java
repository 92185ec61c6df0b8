package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import org.jspecify.annotations.Nullable;

/**
 * The booking was called off.
 *
 * @param cancelledBy user id of whoever did it
 * @param reason perhaps empty
 * @param runnerId only when a runner had accepted
 * @param previousStatus the state it was in before
 * @param cancelledByRole as whom they did it
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

package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment failed for good: it holds nothing, and is not tried again. With the stage {@code hold} no money was taken; with
 * {@code release} it was held, could be neither kept nor paid out, and is back with the owner. In both cases the owner may pay again.
 *
 * @param reason for a person to read
 * @param stage the step that failed
 * @param runnerId only with the stage {@code release}, if the ride has a runner: user id of that runner
 * @param attempt 1 for the first payment of the booking, one more for each that follows; the higher counts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentFailed(
        UUID paymentId,
        UUID bookingId,
        String reason,
        @Nullable UUID ownerId,
        @Nullable PaymentStage stage,
        @Nullable String bookingNumber,
        @Nullable UUID runnerId,
        @Nullable Integer attempt,
        Instant occurredAt)
        implements PaymentEvent {}

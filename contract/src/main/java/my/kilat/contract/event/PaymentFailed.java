package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step of a payment failed for good.
 *
 * @param reason for a person to read
 * @param stage which step it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentFailed(
        UUID paymentId,
        UUID bookingId,
        String reason,
        @Nullable UUID ownerId,
        @Nullable PaymentStage stage,
        @Nullable String bookingNumber,
        Instant occurredAt)
        implements PaymentEvent {}

package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.tracking.WelfareSummary;
import org.jspecify.annotations.Nullable;

/**
 * How a pet was carried on a trip, published once, about a minute after its end. Trips without a pet aboard have none.
 *
 * @param ownerId user id of the owner; missing where only the booking service knows it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TripSummarised(
        UUID trackId,
        UUID bookingId,
        String bookingNumber,
        UUID runnerId,
        @Nullable UUID ownerId,
        WelfareSummary summary,
        Instant occurredAt)
        implements TripEvent {}

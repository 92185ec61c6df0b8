package my.kilat.contract.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The expected arrival of a runner, as of the last position.
 *
 * @param pickupAt at the pickup; omitted after the pick-up
 * @param dropoffAt at the drop-off
 * @param remainingKm kilometres to the next of the two, to three decimals
 * @param late whether both parties were notified of a delay that lasts
 * @param updatedAt the time of the estimate
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Eta(@Nullable Instant pickupAt, Instant dropoffAt, double remainingKm, boolean late, Instant updatedAt) {}

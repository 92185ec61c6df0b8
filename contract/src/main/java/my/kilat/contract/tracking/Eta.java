package my.kilat.contract.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a runner is expected, as of the last position.
 *
 * @param pickupAt at the pickup; left out once the pet is aboard
 * @param dropoffAt at the drop-off
 * @param remainingKm kilometres to the next of the two, to three decimals
 * @param late whether it has slipped so far that both sides were told, and has not recovered since
 * @param updatedAt when it was worked out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Eta(@Nullable Instant pickupAt, Instant dropoffAt, double remainingKm, boolean late, Instant updatedAt) {}

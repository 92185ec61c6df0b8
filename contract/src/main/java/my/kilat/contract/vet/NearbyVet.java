package my.kilat.contract.vet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A veterinary clinic near a ride.
 *
 * @param distanceM metres from the position asked for, as the crow flies
 * @param openNow whether it is open at the time of the answer
 * @param openUntil when it closes; omitted if it is closed, or never closes
 * @param opensAt when it opens next; omitted if it is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NearbyVet(
        UUID id,
        String name,
        String phone,
        String address,
        double latitude,
        double longitude,
        long distanceM,
        boolean openNow,
        @Nullable Instant openUntil,
        @Nullable Instant opensAt) {}

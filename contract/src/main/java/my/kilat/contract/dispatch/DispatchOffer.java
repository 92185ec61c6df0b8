package my.kilat.contract.dispatch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One offer of a search.
 *
 * @param cycle from 1, one more each time the booking was on offer again
 * @param round from 1 in each cycle
 * @param distanceKm kilometres from the runner to the pickup
 * @param endedAt omitted while it is open
 * @param runnerId user id of the runner; its owner sees it only of the offer that was accepted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DispatchOffer(
        int cycle,
        int round,
        OfferStatus status,
        double distanceKm,
        Instant madeAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable UUID runnerId) {

    /** The same without its runner, unless they accepted. */
    public DispatchOffer forOwner() {
        return status == OfferStatus.ACCEPTED
                ? this
                : new DispatchOffer(cycle, round, status, distanceKm, madeAt, expiresAt, endedAt, null);
    }
}

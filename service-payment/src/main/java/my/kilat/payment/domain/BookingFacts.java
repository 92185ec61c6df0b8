package my.kilat.payment.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The local data about a booking. Its events may come in any order, so any part may still be missing.
 *
 * @param number null until known
 * @param ownerId user id of the owner; null until known
 * @param priceCents sen; null until known
 * @param currency null until known
 * @param scheduledAt when the ride is planned for; null for a ride at once, and until known
 * @param runnerId user id of the runner; null until known, and while it has none
 * @param confirmed whether the delivery was confirmed by the owner, or by the timer in the owner's place
 * @param cancelled whether it was cancelled
 */
public record BookingFacts(
        UUID id,
        @Nullable String number,
        @Nullable UUID ownerId,
        @Nullable Long priceCents,
        @Nullable String currency,
        @Nullable Instant scheduledAt,
        @Nullable UUID runnerId,
        boolean confirmed,
        boolean cancelled) {

    /** Whether enough is known to take money for it. */
    public boolean isPriced() {
        return number != null && ownerId != null && priceCents != null && currency != null;
    }

    /** Whether the ride is over and its runner is unknown: then a payment would not know whom to pay. */
    public boolean lacksItsRunner() {
        return confirmed && runnerId == null;
    }
}

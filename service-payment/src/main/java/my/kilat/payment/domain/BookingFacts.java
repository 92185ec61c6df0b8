package my.kilat.payment.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known here of a booking. Its events may come in any order, so any part may still be missing.
 *
 * @param number null until known
 * @param ownerId user id of the owner; null until known
 * @param priceCents sen; null until known
 * @param currency null until known
 * @param confirmed whether the owner, or the timer in their place, has confirmed the delivery
 * @param cancelled whether it was called off
 */
public record BookingFacts(
        UUID id,
        @Nullable String number,
        @Nullable UUID ownerId,
        @Nullable Long priceCents,
        @Nullable String currency,
        boolean confirmed,
        boolean cancelled) {

    /** Whether enough is known to take money for it. */
    public boolean isPriced() {
        return number != null && ownerId != null && priceCents != null && currency != null;
    }
}

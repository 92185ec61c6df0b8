package my.kilat.notification.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in a booking, as its events have told.
 *
 * @param runnerId missing while no runner has it
 */
public record Parties(
        UUID bookingId,
        String bookingNumber,
        UUID ownerId,
        @Nullable UUID runnerId) {}

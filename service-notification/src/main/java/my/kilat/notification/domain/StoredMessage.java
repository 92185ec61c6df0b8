package my.kilat.notification.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was stored, with what its texts are made of.
 *
 * @param template missing if only a newer version of this service knows it
 * @param usefulUntil from then on it is not sent any more; missing for what stays of use
 */
public record StoredMessage(
        UUID id,
        UUID userId,
        UUID bookingId,
        String eventType,
        @Nullable Template template,
        Variables variables,
        @Nullable Instant usefulUntil) {

    /** Whether it would be of no use at that moment. */
    public boolean isOutOfDate(Instant moment) {
        return usefulUntil != null && !moment.isBefore(usefulUntil);
    }
}

package my.kilat.notification.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification that is in its recipient's inbox.
 *
 * @param template missing if only a newer version of this service knows it
 * @param usefulUntil from then on it is not sent any more; missing for what stays of use
 */
public record StoredNotification(
        UUID notificationId,
        UUID recipient,
        @Nullable Template template,
        @Nullable Instant usefulUntil) {

    /** Whether it would be of no use at that moment. */
    public boolean isOutOfDate(Instant moment) {
        return usefulUntil != null && !moment.isBefore(usefulUntil);
    }
}

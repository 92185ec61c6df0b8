package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message in a user's inbox.
 *
 * @param bookingId omitted if it concerns no booking
 * @param eventType wire name of the event that caused it, such as {@code booking.accepted}
 * @param type the same as eventType
 * @param readAt omitted while unread
 * @param metadata further values, perhaps none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Notification(
        UUID id,
        UUID userId,
        @Nullable UUID bookingId,
        String eventType,
        String type,
        String title,
        String body,
        NotificationStatus status,
        boolean isRead,
        @Nullable Instant readAt,
        List<Channel> channelsSent,
        List<Channel> channelsFailed,
        Map<String, Object> metadata,
        Instant createdAt,
        Instant updatedAt) {}

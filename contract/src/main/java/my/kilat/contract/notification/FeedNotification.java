package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notification of a feed: the same fields, two of them repeated in camel case for newer clients.
 *
 * @param notification its fields are on the same level as the two copies
 * @param createdAtTwin {@code createdAt}, the same as {@code created_at}
 * @param readAtTwin {@code readAt}, the same as {@code read_at}; omitted while unread
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FeedNotification(
        @JsonUnwrapped Notification notification,
        @JsonProperty("createdAt") Instant createdAtTwin,
        @JsonProperty("readAt") @Nullable Instant readAtTwin) {

    public static FeedNotification of(Notification notification) {
        return new FeedNotification(notification, notification.createdAt(), notification.readAt());
    }
}

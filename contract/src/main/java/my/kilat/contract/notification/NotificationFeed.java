package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A part of an inbox, newest first.
 *
 * @param items perhaps none
 * @param nextCursor the cursor of the next part; empty at the end, never missing
 * @param nextCursorTwin {@code nextCursor}, the same as {@code next_cursor}
 */
public record NotificationFeed(
        List<FeedNotification> items,
        @JsonProperty("next_cursor") String nextCursor,
        @JsonProperty("nextCursor") String nextCursorTwin) {

    public static NotificationFeed of(List<Notification> notifications, String nextCursor) {
        return new NotificationFeed(
                notifications.stream().map(FeedNotification::of).toList(), nextCursor, nextCursor);
    }
}

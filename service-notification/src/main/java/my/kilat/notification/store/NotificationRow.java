package my.kilat.notification.store;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.Notification;
import my.kilat.notification.domain.Progress;
import my.kilat.platform.database.Row;
import my.kilat.platform.json.Json;

/** Maps a row to a notification with the progress of its deliveries. */
final class NotificationRow {
    private NotificationRow() {}

    @SuppressWarnings("unchecked") // metadata is an object with texts
    static Notification read(Row row) {
        Progress progress = new Progress(channels(row, "open"), channels(row, "sent"), channels(row, "failed"));
        String type = row.text("event_type");
        Instant readAt = row.timeOrNull("read_at");
        Instant progressedAt = row.timeOrNull("progressed_at");
        Instant updatedAt = row.time("updated_at");
        return new Notification(
                row.uuid("id"),
                row.uuid("user_id"),
                row.uuid("booking_id"),
                type,
                type,
                row.text("title"),
                row.text("body"),
                progress.status(),
                readAt != null,
                readAt,
                List.copyOf(progress.sent()),
                List.copyOf(progress.failed()),
                (Map<String, Object>) Json.read(row.text("metadata"), Map.class),
                row.time("created_at"),
                progressedAt != null && progressedAt.isAfter(updatedAt) ? progressedAt : updatedAt);
    }

    /** In their natural order, without those that only a newer version knows. */
    private static Set<Channel> channels(Row row, String column) {
        EnumSet<Channel> channels = EnumSet.noneOf(Channel.class);
        row.texts(column).forEach(word -> Channel.find(word).ifPresent(channels::add));
        return Collections.unmodifiableSet(channels);
    }
}

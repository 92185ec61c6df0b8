package my.kilat.notification.inbox;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.Notification;
import my.kilat.notification.domain.Progress;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** A notification with the progress of its deliveries, as a query shows them. */
final class NotificationRow {
    private NotificationRow() {}

    @SuppressWarnings("unchecked") // metadata is an object with texts
    static Notification read(ResultSet row) throws SQLException {
        Progress progress = new Progress(channels(row, "open"), channels(row, "sent"), channels(row, "failed"));
        String type = row.getString("event_type");
        Instant readAt = time(row, "read_at");
        Instant progressedAt = time(row, "progressed_at");
        Instant updatedAt = required(row, "updated_at");
        return new Notification(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getObject("booking_id", UUID.class),
                type,
                type,
                row.getString("title"),
                row.getString("body"),
                progress.status(),
                readAt != null,
                readAt,
                List.copyOf(progress.sent()),
                List.copyOf(progress.failed()),
                (Map<String, Object>) Json.read(row.getString("metadata"), Map.class),
                required(row, "created_at"),
                progressedAt != null && progressedAt.isAfter(updatedAt) ? progressedAt : updatedAt);
    }

    /** In their natural order. */
    private static Set<Channel> channels(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        if (array == null) {
            return Set.of();
        }
        EnumSet<Channel> channels = EnumSet.noneOf(Channel.class);
        for (String word : (String[]) array.getArray()) {
            channels.add(Channel.of(word));
        }
        return Collections.unmodifiableSet(channels);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

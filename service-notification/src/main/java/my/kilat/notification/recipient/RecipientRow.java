package my.kilat.notification.recipient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.Preferences;
import my.kilat.notification.domain.QuietHours;
import my.kilat.notification.domain.Recipient;
import org.jspecify.annotations.Nullable;

/** A row of {@code recipient}, as a query shows it. */
public final class RecipientRow {
    private RecipientRow() {}

    /** As the delivery of messages sees it. */
    public static Recipient recipient(ResultSet row) throws SQLException {
        String name = row.getString("full_name");
        return new Recipient(
                row.getObject("user_id", UUID.class),
                enabled(row),
                row.getString("device_token"),
                row.getString("phone"),
                row.getString("email"),
                name == null ? "" : name,
                quietHours(row));
    }

    /** As its holder sees it. */
    static Preferences preferences(ResultSet row) throws SQLException {
        QuietHours quietHours = quietHours(row);
        return new Preferences(
                row.getObject("preferences_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getBoolean("enable_push"),
                row.getBoolean("enable_sms"),
                row.getBoolean("enable_email"),
                row.getString("device_token"),
                row.getString("phone"),
                row.getString("email"),
                quietHours == null ? null : quietHours.start().toString(),
                quietHours == null ? null : quietHours.end().toString(),
                time(row, "created_at"),
                time(row, "updated_at"));
    }

    private static Set<Channel> enabled(ResultSet row) throws SQLException {
        EnumSet<Channel> enabled = EnumSet.noneOf(Channel.class);
        if (row.getBoolean("enable_push")) {
            enabled.add(Channel.PUSH);
        }
        if (row.getBoolean("enable_sms")) {
            enabled.add(Channel.SMS);
        }
        if (row.getBoolean("enable_email")) {
            enabled.add(Channel.EMAIL);
        }
        return enabled;
    }

    private static @Nullable QuietHours quietHours(ResultSet row) throws SQLException {
        LocalTime start = row.getObject("quiet_hours_start", LocalTime.class);
        return start == null ? null : new QuietHours(start, row.getObject("quiet_hours_end", LocalTime.class));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

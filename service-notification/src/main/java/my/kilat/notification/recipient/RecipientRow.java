package my.kilat.notification.recipient;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.Preferences;
import my.kilat.notification.domain.Device;
import my.kilat.notification.domain.QuietHours;
import my.kilat.notification.domain.Recipient;
import org.jspecify.annotations.Nullable;

/** A row of {@code recipient}, as a query shows it. */
public final class RecipientRow {
    /** What {@link #recipient} needs of a recipient that is called {@code r} in the query, joined with {@link #DEVICES}. */
    public static final String COLUMNS = "r.user_id, r.enable_push, r.enable_sms, r.enable_email, r.phone, r.email,"
            + " r.full_name, r.quiet_hours_start, r.quiet_hours_end, v.device_ids, v.device_tokens, v.device_generations";

    /** Joins the devices that belong to sessions which have not ended. */
    public static final String DEVICES = """
            left join lateral (
                select array_agg(id order by seen) as device_ids, array_agg(token order by seen) as device_tokens,
                       array_agg(generation order by seen) as device_generations
                from device where user_id = r.user_id and generation >= r.session_generation) v on true""";

    private RecipientRow() {}

    /** As the delivery of messages sees it. */
    public static Recipient recipient(ResultSet row) throws SQLException {
        String name = row.getString("full_name");
        return new Recipient(
                row.getObject("user_id", UUID.class),
                enabled(row),
                devices(row),
                row.getString("phone"),
                row.getString("email"),
                name == null ? "" : name,
                quietHours(row));
    }

    private static List<Device> devices(ResultSet row) throws SQLException {
        Array ids = row.getArray("device_ids");
        if (ids == null) {
            return List.of();
        }
        Long[] id = (Long[]) ids.getArray();
        String[] token = (String[]) row.getArray("device_tokens").getArray();
        Long[] generation = (Long[]) row.getArray("device_generations").getArray();
        List<Device> devices = new ArrayList<>(id.length);
        for (int i = 0; i < id.length; i++) {
            devices.add(new Device(id[i], token[i], generation[i]));
        }
        return devices;
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
                row.getString("newest_device"),
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

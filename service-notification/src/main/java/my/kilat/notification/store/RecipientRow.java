package my.kilat.notification.store;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.Preferences;
import my.kilat.notification.domain.Device;
import my.kilat.notification.domain.QuietHours;
import my.kilat.notification.domain.Recipient;
import my.kilat.platform.database.Row;
import org.jspecify.annotations.Nullable;

/** Maps a row of {@code recipient}. */
final class RecipientRow {
    /** The columns that {@link #recipient} needs of a recipient with the alias {@code r}, joined with {@link #DEVICES}. */
    static final String COLUMNS = "r.user_id, r.channels_off, r.phone, r.email, r.full_name,"
            + " r.quiet_hours_start, r.quiet_hours_end, v.device_ids, v.device_tokens, v.device_generations";

    /** Joins the devices that belong to sessions which have not ended. */
    static final String DEVICES = """
            left join lateral (
                select array_agg(id order by seen) as device_ids, array_agg(token order by seen) as device_tokens,
                       array_agg(generation order by seen) as device_generations
                from device where user_id = r.user_id and generation >= r.session_generation) v on true""";

    private RecipientRow() {}

    /** For delivering messages. */
    static Recipient recipient(Row row) {
        String name = row.textOrNull("full_name");
        return new Recipient(
                row.uuid("user_id"),
                enabled(row),
                devices(row),
                row.textOrNull("phone"),
                row.textOrNull("email"),
                name == null ? "" : name,
                quietHours(row));
    }

    private static List<Device> devices(Row row) {
        List<Long> ids = row.bigNumbers("device_ids");
        List<String> tokens = row.texts("device_tokens");
        List<Long> generations = row.bigNumbers("device_generations");
        List<Device> devices = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            devices.add(new Device(ids.get(i), tokens.get(i), generations.get(i)));
        }
        return devices;
    }

    /** For the user's own view. */
    static Preferences preferences(Row row) {
        QuietHours quietHours = quietHours(row);
        return new Preferences(
                row.uuid("preferences_id"),
                row.uuid("user_id"),
                Channel.flags(enabled(row)),
                row.textOrNull("newest_device"),
                row.textOrNull("phone"),
                row.textOrNull("email"),
                quietHours == null ? null : quietHours.start().toString(),
                quietHours == null ? null : quietHours.end().toString(),
                row.time("created_at"),
                row.time("updated_at"));
    }

    /** All channels except the disabled ones, some of which only a newer version may know. */
    private static Set<Channel> enabled(Row row) {
        EnumSet<Channel> enabled = EnumSet.allOf(Channel.class);
        row.texts("channels_off").forEach(word -> Channel.find(word).ifPresent(enabled::remove));
        return enabled;
    }

    private static @Nullable QuietHours quietHours(Row row) {
        LocalTime start = row.timeOfDayOrNull("quiet_hours_start");
        return start == null ? null : new QuietHours(start, row.timeOfDay("quiet_hours_end"));
    }
}

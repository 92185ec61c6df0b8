package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the caller's preferences; a value that is missing or null remains unchanged.
 *
 * @param flags one optional field for each channel, such as {@code enable_push}; other names have no effect
 * @param quietHoursStart {@code HH:MM} in Asia/Kuala_Lumpur; given together with its end, both empty for none
 * @param quietHoursEnd {@code HH:MM}
 */
public record UpdatePreferencesRequest(
        @JsonAnyGetter @JsonAnySetter Map<String, @Nullable Object> flags,
        @Nullable String quietHoursStart,
        @Nullable String quietHoursEnd) {

    /** The channels to enable. */
    public Set<Channel> turnedOn() {
        return Channel.withFlag(flags, true);
    }

    /** The channels to disable. */
    public Set<Channel> turnedOff() {
        return Channel.withFlag(flags, false);
    }
}

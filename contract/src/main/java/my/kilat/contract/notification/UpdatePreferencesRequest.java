package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to change of one's preferences; whatever is missing or null stays as it is.
 *
 * @param flags one optional field for each channel, such as {@code enable_push}; other names have no effect
 * @param quietHoursStart {@code HH:MM} in Asia/Kuala_Lumpur; given together with its end, both empty for none
 * @param quietHoursEnd {@code HH:MM}
 */
public record UpdatePreferencesRequest(
        @JsonAnyGetter @JsonAnySetter Map<String, @Nullable Object> flags,
        @Nullable String quietHoursStart,
        @Nullable String quietHoursEnd) {

    /** The channels to turn on. */
    public Set<Channel> turnedOn() {
        return Channel.withFlag(flags, true);
    }

    /** The channels to turn off. */
    public Set<Channel> turnedOff() {
        return Channel.withFlag(flags, false);
    }
}

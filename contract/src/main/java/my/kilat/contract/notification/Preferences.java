package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants to be told. Whoever never chose gets every channel.
 *
 * @param flags one field for each channel, such as {@code enable_push}: see {@link Channel#flags}
 * @param fcmToken token of the device for push, omitted when none is registered
 * @param phoneNumber for SMS, omitted when unknown
 * @param email omitted when unknown
 * @param quietHoursStart {@code HH:MM} in Asia/Kuala_Lumpur, omitted together with its end when there are none
 * @param quietHoursEnd {@code HH:MM}; before the start it is meant for the next day
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preferences(
        UUID id,
        UUID userId,
        @JsonAnyGetter @JsonAnySetter Map<String, Boolean> flags,
        @Nullable String fcmToken,
        @Nullable String phoneNumber,
        @Nullable String email,
        @Nullable String quietHoursStart,
        @Nullable String quietHoursEnd,
        Instant createdAt,
        Instant updatedAt) {

    /** Without what must not stand in a log. */
    @Override
    public String toString() {
        return "Preferences[userId=" + userId + "]";
    }
}

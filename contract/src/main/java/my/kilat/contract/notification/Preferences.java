package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The notification preferences of a user. The default is every channel.
 *
 * @param flags one field for each channel, such as {@code enable_push}: see {@link Channel#flags}
 * @param fcmToken token of the device for push, omitted if none is registered
 * @param phoneNumber for SMS, omitted when unknown
 * @param email omitted when unknown
 * @param quietHoursStart {@code HH:MM} in Asia/Kuala_Lumpur, omitted together with its end if there are none
 * @param quietHoursEnd {@code HH:MM}; if before the start, on the next day
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

    /** Omits the token and personal data. */
    @Override
    public String toString() {
        return "Preferences[userId=" + userId + "]";
    }
}

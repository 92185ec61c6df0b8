package my.kilat.contract.notification;

import org.jspecify.annotations.Nullable;

/**
 * What to change of one's preferences; whatever is missing or null stays as it is.
 *
 * @param quietHoursStart {@code HH:MM} in Asia/Kuala_Lumpur; given together with its end, both empty for none
 * @param quietHoursEnd {@code HH:MM}
 */
public record UpdatePreferencesRequest(
        @Nullable Boolean enablePush,
        @Nullable Boolean enableSms,
        @Nullable Boolean enableEmail,
        @Nullable String quietHoursStart,
        @Nullable String quietHoursEnd) {}

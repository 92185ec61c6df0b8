package my.kilat.notification;

import java.time.Duration;
import java.util.Optional;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.notification.provider.SmtpSettings;
import my.kilat.platform.settings.Environment;

/**
 * The settings of notification.
 *
 * @param smtp the mail server; without one, mail is simulated
 * @param retries {@code NOTIFICATION_RETRY_FIRST}, the pause before the first of three further attempts to deliver a message,
 *     default 10s, each further pause being six times as long; and {@code NOTIFICATION_PATIENCE}, default 24h, for how long a
 *     message waits while its provider cannot be reached
 */
record NotificationSettings(Optional<SmtpSettings> smtp, RetryPolicy retries) {
    static NotificationSettings from(Environment environment) {
        return new NotificationSettings(
                SmtpSettings.from(environment),
                new RetryPolicy(
                        3,
                        environment.duration("NOTIFICATION_RETRY_FIRST", Duration.ofSeconds(10)),
                        environment.duration("NOTIFICATION_PATIENCE", Duration.ofHours(24))));
    }
}

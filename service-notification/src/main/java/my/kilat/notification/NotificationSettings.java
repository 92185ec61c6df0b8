package my.kilat.notification;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import my.kilat.notification.delivery.ChannelSetup;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * The settings of notification.
 *
 * @param channels the channels beyond the inbox, each with its settings
 * @param retries {@code NOTIFICATION_RETRY_FIRST}, the pause before the first of three retries, default 10s, each further
 *     pause being six times as long; and {@code NOTIFICATION_PATIENCE}, default 24h, for how long a message waits while its
 *     provider is unreachable
 * @param retention {@code NOTIFICATION_RETENTION}, how long notifications are kept, read or not, with the states of their
 *     deliveries; default 180d
 * @param development whether simulated providers can be told to be away
 */
record NotificationSettings(List<ChannelSetup> channels, RetryPolicy retries, Duration retention, boolean development) {
    private static final int GROWTH = 6;
    /** Messages wait for the end of quiet hours in addition. */
    private static final Duration QUIET_HOURS = Duration.ofDays(1);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    static NotificationSettings from(Environment environment, List<Function<Environment, ChannelSetup>> channels) {
        Duration patience = environment.duration("NOTIFICATION_PATIENCE", Duration.ofHours(24));
        Duration retention = environment.duration("NOTIFICATION_RETENTION", Duration.ofDays(180));
        if (retention.compareTo(patience.plus(QUIET_HOURS)) < 0) {
            throw new SettingsException("NOTIFICATION_RETENTION is " + retention
                    + "; it has to be longer than NOTIFICATION_PATIENCE, " + patience
                    + ", by a day, or messages would be deleted that are still to be sent");
        }
        return new NotificationSettings(
                channels.stream().map(channel -> channel.apply(environment)).toList(),
                new RetryPolicy(
                        3,
                        environment.duration("NOTIFICATION_RETRY_FIRST", Duration.ofSeconds(10)),
                        GROWTH,
                        patience,
                        LONGEST_WAIT),
                retention,
                environment.development());
    }
}

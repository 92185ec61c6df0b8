package my.kilat.notification;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import my.kilat.notification.delivery.ChannelSetup;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.platform.settings.Environment;

/**
 * The settings of notification.
 *
 * @param channels the channels beyond the inbox, each with its settings
 * @param retries {@code NOTIFICATION_RETRY_FIRST}, the pause before the first of three retries, default 10s, each further
 *     pause being six times as long; and {@code NOTIFICATION_PATIENCE}, default 24h, for how long a message waits while its
 *     provider is unreachable
 * @param retention {@code NOTIFICATION_RETENTION}, how long notifications are kept, read or not, with the states of their
 *     deliveries; default 180d
 */
record NotificationSettings(List<ChannelSetup> channels, RetryPolicy retries, Duration retention) {
    private static final int GROWTH = 6;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    static NotificationSettings from(Environment environment, List<Function<Environment, ChannelSetup>> channels) {
        return new NotificationSettings(
                channels.stream().map(channel -> channel.apply(environment)).toList(),
                new RetryPolicy(
                        3,
                        environment.duration("NOTIFICATION_RETRY_FIRST", Duration.ofSeconds(10)),
                        GROWTH,
                        environment.duration("NOTIFICATION_PATIENCE", Duration.ofHours(24)),
                        LONGEST_WAIT),
                environment.duration("NOTIFICATION_RETENTION", Duration.ofDays(180)));
    }
}

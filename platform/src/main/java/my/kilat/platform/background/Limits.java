package my.kilat.platform.background;

import java.time.Duration;
import my.kilat.platform.settings.Environment;

/**
 * How long a part may fail before it has consequences.
 *
 * @param notReady {@code NOT_READY_AFTER}: how long an essential part may fail for a cause of its own before the service
 *     reports that it is not ready, default 30s
 * @param alarm {@code ALARM_AFTER}: how long a part may fail because a dependency is unreachable, or work may wait, before
 *     an alarm is raised, default 5m
 */
public record Limits(Duration notReady, Duration alarm) {
    /** A part that has been at one piece of work for this long is considered stuck for good. */
    static final Duration STUCK = Duration.ofMinutes(10);

    /** Reads the settings. */
    public static Limits from(Environment environment) {
        return new Limits(
                environment.duration("NOT_READY_AFTER", Duration.ofSeconds(30)),
                environment.duration("ALARM_AFTER", Duration.ofMinutes(5)));
    }
}

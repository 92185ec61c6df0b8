package my.kilat.platform.background;

import java.time.Duration;
import my.kilat.platform.settings.Environment;

/**
 * From when on a failing part is more than a matter of a moment.
 *
 * @param notReady {@code NOT_READY_AFTER}: how long an essential part may fail for a cause of its own before the service
 *     asks for no more requests, default 30s
 * @param alarm {@code ALARM_AFTER}: how long a part may fail because something else is away, or work may wait, before a
 *     person is called, default 5m
 */
public record Limits(Duration notReady, Duration alarm) {
    /** A part that has been at one piece of work for so long will not come back from it. */
    static final Duration STUCK = Duration.ofMinutes(10);

    /** Reads the settings. */
    public static Limits from(Environment environment) {
        return new Limits(
                environment.duration("NOT_READY_AFTER", Duration.ofSeconds(30)),
                environment.duration("ALARM_AFTER", Duration.ofMinutes(5)));
    }
}

package my.kilat.runner;

import java.time.Duration;
import my.kilat.platform.settings.Environment;

/**
 * The settings of runners.
 *
 * @param sessionStale {@code RUNNER_SESSION_STALE}, an online runner who sends no position for this long and has no ride goes
 *     offline, default 15m
 * @param sessionCheck {@code RUNNER_SESSION_CHECK}, how often that is checked, default 30s
 * @param positionFlush {@code RUNNER_POSITION_FLUSH}, how often positions are written from memory to the database, default
 *     500ms; other instances see them that much later
 * @param positionsKept {@code RUNNER_POSITION_HISTORY}, how long past positions are kept, default 7d
 * @param development whether a development runner is created
 */
record RunnerSettings(
        Duration sessionStale,
        Duration sessionCheck,
        Duration positionFlush,
        Duration positionsKept,
        boolean development) {

    static RunnerSettings from(Environment environment) {
        return new RunnerSettings(
                environment.duration("RUNNER_SESSION_STALE", Duration.ofMinutes(15)),
                environment.duration("RUNNER_SESSION_CHECK", Duration.ofSeconds(30)),
                environment.duration("RUNNER_POSITION_FLUSH", Duration.ofMillis(500)),
                environment.duration("RUNNER_POSITION_HISTORY", Duration.ofDays(7)),
                environment.development());
    }
}

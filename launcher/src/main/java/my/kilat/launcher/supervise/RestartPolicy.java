package my.kilat.launcher.supervise;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Whether a part that died is started again, and when. The first time it waits a second, and each further time twice as
 * long, up to half a minute, until the part has been ready for a minute. More than five deaths within ten minutes mean
 * that starting it does not help.
 */
final class RestartPolicy {
    /** So many times within {@link #WINDOW} a part is started again. */
    static final int MOST = 5;

    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<String, History> histories = new HashMap<>();

    /**
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    RestartPolicy(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A start that may be made.
     *
     * @param pause how long to wait before
     * @param number which one it is within {@link #WINDOW}, from 1 to {@link #MOST}
     */
    record Restart(Duration pause, int number) {}

    private static final class History {
        private final Deque<Long> deaths = new ArrayDeque<>();
        private Duration nextPause = FIRST_PAUSE;
        private OptionalLong readySince = OptionalLong.empty();
    }

    /** A part died. Empty when it is not to be started again. */
    Optional<Restart> died(String name) {
        long now = nanoTime.getAsLong();
        History history = histories.computeIfAbsent(name, ignored -> new History());
        history.deaths.removeIf(death -> now - death > WINDOW.toNanos());
        history.deaths.add(now);
        OptionalLong ready = history.readySince;
        if (ready.isPresent() && now - ready.getAsLong() >= STABLE.toNanos()) {
            history.nextPause = FIRST_PAUSE;
        }
        history.readySince = OptionalLong.empty();
        int number = history.deaths.size();
        if (number > MOST) {
            return Optional.empty();
        }
        Duration pause = history.nextPause;
        Duration twice = pause.multipliedBy(2);
        history.nextPause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        return Optional.of(new Restart(pause, number));
    }

    /** A part that was started again is ready. */
    void ready(String name) {
        histories.computeIfAbsent(name, ignored -> new History()).readySince = OptionalLong.of(nanoTime.getAsLong());
    }
}

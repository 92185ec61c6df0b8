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
 * Decides whether and when a part that died is restarted. The first pause is a second, and each further one twice as long, up
 * to half a minute, until the part has been ready for a minute. After more than five deaths within ten minutes it is not
 * restarted.
 */
final class RestartPolicy {
    /** The most restarts of a part within {@link #WINDOW}. */
    static final int MOST = 5;

    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<String, History> histories = new HashMap<>();

    /** @param nanoTime a monotonic clock, in nanoseconds */
    RestartPolicy(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A permitted restart.
     *
     * @param pause before the restart
     * @param number of the restart within {@link #WINDOW}, from 1 to {@link #MOST}
     */
    record Restart(Duration pause, int number) {}

    private static final class History {
        private final Deque<Long> deaths = new ArrayDeque<>();
        private Duration nextPause = FIRST_PAUSE;
        private OptionalLong readySince = OptionalLong.empty();
    }

    /** A part died. Empty if it is not to be restarted. */
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

    /** A restarted part is ready. */
    void ready(String name) {
        histories.computeIfAbsent(name, ignored -> new History()).readySince = OptionalLong.of(nanoTime.getAsLong());
    }
}

package my.kilat.launcher.supervise;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Says whether a part that died may come back: five times a minute at most. */
final class Revival {
    private static final int TIMES = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Map<String, Deque<Long>> deaths = new HashMap<>();

    boolean allowed(String name) {
        long now = System.nanoTime();
        Deque<Long> recent = deaths.computeIfAbsent(name, ignored -> new ArrayDeque<>());
        recent.removeIf(death -> now - death > WINDOW.toNanos());
        recent.add(now);
        return recent.size() <= TIMES;
    }
}

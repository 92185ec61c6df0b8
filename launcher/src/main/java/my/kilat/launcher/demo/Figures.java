package my.kilat.launcher.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** The counters of a demo. */
final class Figures {
    private final ConcurrentMap<String, ConcurrentLinkedQueue<Long>> micros = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<String, String> statuses = new ConcurrentHashMap<>();

    final LongAdder positionsSent = new LongAdder();
    final LongAdder positionsWatched = new LongAdder();
    final LongAdder statusesWatched = new LongAdder();
    final LongAdder reconnects = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder limited = new LongAdder();
    final LongAdder lostRaces = new LongAdder();
    final LongAdder declinedCards = new LongAdder();
    final LongAdder lapsedHolds = new LongAdder();
    final LongAdder offersAccepted = new LongAdder();
    final LongAdder offersDeclined = new LongAdder();
    final LongAdder offersIgnored = new LongAdder();
    final LongAdder givenBack = new LongAdder();
    final LongAdder phonesLost = new LongAdder();

    /** Latencies of one operation, as measured by its caller. */
    record Latency(String operation, int calls, long p50, long p95, long longest) {}

    void took(String operation, long nanos) {
        micros.computeIfAbsent(operation, ignored -> new ConcurrentLinkedQueue<>())
                .add(nanos / 1_000);
    }

    /** Records the status of a booking. */
    void status(String booking, String status) {
        statuses.put(booking, status);
    }

    /** The number of bookings in each status. */
    SortedMap<String, Integer> statuses() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        Map.copyOf(statuses).values().forEach(status -> counts.merge(status, 1, Integer::sum));
        return counts;
    }

    List<Latency> latencies() {
        return micros.entrySet().stream()
                .map(entry -> latency(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Latency latency(String operation, ConcurrentLinkedQueue<Long> samples) {
        long[] sorted = samples.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Latency(
                operation,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[Math.min(sorted.length - 1, sorted.length * 95 / 100)],
                sorted[sorted.length - 1]);
    }
}

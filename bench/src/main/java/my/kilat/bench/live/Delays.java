package my.kilat.bench.live;

import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Times until something was seen, from any thread. */
final class Delays {
    private final Histogram micros = new ConcurrentHistogram(3);

    void add(long nanos) {
        micros.recordValue(Math.max(0, nanos) / 1_000);
    }

    long count() {
        return micros.getTotalCount();
    }

    /** Two cells of a table. */
    String cells() {
        return cells(micros.getValueAtPercentile(50), micros.getValueAtPercentile(99));
    }

    static String cells(long p50Micros, long p99Micros) {
        return String.format(Locale.ROOT, "%.1f | %.1f", p50Micros / 1_000.0, p99Micros / 1_000.0);
    }
}

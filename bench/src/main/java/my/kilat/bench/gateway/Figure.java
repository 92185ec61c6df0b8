package my.kilat.bench.gateway;

import java.util.Locale;

/** What is measured, in its unit. */
enum Figure {
    RATE("requests/s", 0),
    P50("p50 ms", 2),
    P99("p99 ms", 2),
    CPU("CPU µs/request", 1),
    STORE_CPU("Redis µs/request", 1),
    IDLE("KB/idle connection", 1),
    UP("up MB/s", 0),
    DOWN("down MB/s", 0),
    UP_CPU("CPU ms/MB up", 2),
    SLOW_GROWTH("MB grown, slow upstream", 1),
    FRAME_CPU("CPU µs/frame", 1),
    STALLED_P99("p99 ms, some stopped", 2),
    STALLED_GROWTH("MB grown, some stopped", 1);

    private final String title;
    private final int digits;

    Figure(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    String title() {
        return title;
    }

    /** The value as it is printed. */
    String text(double value) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}

package my.kilat.bench.gateway;

import static my.kilat.bench.gateway.peer.Peer.ALONE;
import static my.kilat.bench.gateway.peer.Peer.GIN;
import static my.kilat.bench.gateway.peer.Peer.HAPROXY;
import static my.kilat.bench.gateway.peer.Peer.KILAT;
import static my.kilat.bench.gateway.peer.Peer.NGINX;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import my.kilat.bench.gateway.peer.Peer;

/**
 * Something that has to hold, and how it stands.
 *
 * @param measured what was measured
 * @param atMost whether the limit is from above
 * @param unit after both numbers
 */
record Bar(Row row, String words, double measured, boolean atMost, double limit, String unit) {
    private static final double PAGES_OF_A_HEAP = 8;

    boolean holds() {
        return atMost ? measured <= limit : measured >= limit;
    }

    String limitText() {
        return (atMost ? "≤ " : "≥ ") + number(limit) + unit;
    }

    String measuredText() {
        return number(measured) + unit;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }

    /** All of them that can be judged by what was measured. */
    static List<Bar> of(Readings readings) {
        List<Bar> bars = new ArrayList<>();
        ratio(readings, Row.BARE, Figure.CPU, NGINX, true, 1.5).ifPresent(bars::add);
        ratio(readings, Row.FULL, Figure.CPU, NGINX, true, 1.8).ifPresent(bars::add);
        ratio(readings, Row.FULL, Figure.CPU, GIN, true, 0.4).ifPresent(bars::add);
        ratio(readings, Row.FULL, Figure.RATE, NGINX, false, 0.6).ifPresent(bars::add);
        ratio(readings, Row.FULL, Figure.RATE, GIN, false, 2.5).ifPresent(bars::add);
        quotient(kilat(readings, Row.FULL, Figure.CPU), kilat(readings, Row.BARE, Figure.CPU))
                .map(value -> new Bar(Row.FULL, "CPU against bare", value, true, 1.2, "x"))
                .ifPresent(bars::add);
        quotient(kilat(readings, Row.STORE, Figure.CPU), kilat(readings, Row.FULL, Figure.CPU))
                .map(value -> new Bar(Row.STORE, "CPU against full", value, true, 2, "x"))
                .ifPresent(bars::add);
        absolute(readings, Row.MANY, Figure.P99, "p99 of the slow ones", 50, " ms")
                .ifPresent(bars::add);
        absolute(readings, Row.MANY, Figure.IDLE, "resident for each idle connection", 12, " KB")
                .ifPresent(bars::add);
        ratio(readings, Row.UPLOAD, Figure.UP, NGINX, false, 0.5).ifPresent(bars::add);
        ratio(readings, Row.UPLOAD, Figure.DOWN, NGINX, false, 0.5).ifPresent(bars::add);
        absolute(
                        readings,
                        Row.UPLOAD,
                        Figure.SLOW_GROWTH,
                        "growth with 16 x 32 MiB on the way to 10 KB/s",
                        PAGES_OF_A_HEAP,
                        " MB")
                .ifPresent(bars::add);
        ratio(readings, Row.SOCKET, Figure.FRAME_CPU, HAPROXY, true, 1.5).ifPresent(bars::add);
        slower(readings, Figure.P99, "p99 over direct").ifPresent(bars::add);
        slower(readings, Figure.STALLED_P99, "p99 over direct, 20 readers stopped")
                .ifPresent(bars::add);
        absolute(readings, Row.SOCKET, Figure.STALLED_GROWTH, "growth with 20 readers stopped", PAGES_OF_A_HEAP, " MB")
                .ifPresent(bars::add);
        ratio(readings, Row.HALF, Figure.P99, NGINX, true, 2).ifPresent(bars::add);
        return bars;
    }

    private static Optional<Double> kilat(Readings readings, Row row, Figure figure) {
        return readings.median(row, KILAT, figure);
    }

    private static Optional<Double> quotient(Optional<Double> over, Optional<Double> under) {
        return over.flatMap(a -> under.filter(b -> b > 0).map(b -> a / b));
    }

    private static Optional<Bar> ratio(
            Readings readings, Row row, Figure figure, Peer peer, boolean atMost, double limit) {
        return quotient(kilat(readings, row, figure), readings.median(row, peer, figure))
                .map(value -> new Bar(row, figure.title() + " against " + peer.title(), value, atMost, limit, "x"));
    }

    private static Optional<Bar> absolute(
            Readings readings, Row row, Figure figure, String words, double limit, String unit) {
        return kilat(readings, row, figure).map(value -> new Bar(row, words, value, true, limit, unit));
    }

    private static Optional<Bar> slower(Readings readings, Figure figure, String words) {
        return kilat(readings, Row.SOCKET, figure)
                .flatMap(through -> readings.median(Row.SOCKET, ALONE, figure)
                        .map(direct -> new Bar(Row.SOCKET, words, through - direct, true, 5, " ms")));
    }
}

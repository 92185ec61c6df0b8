package my.kilat.bench.gateway;

import static my.kilat.bench.gateway.Figure.CPU;
import static my.kilat.bench.gateway.Figure.DOWN;
import static my.kilat.bench.gateway.Figure.FRAME_CPU;
import static my.kilat.bench.gateway.Figure.IDLE;
import static my.kilat.bench.gateway.Figure.P50;
import static my.kilat.bench.gateway.Figure.P99;
import static my.kilat.bench.gateway.Figure.RATE;
import static my.kilat.bench.gateway.Figure.SLOW_GROWTH;
import static my.kilat.bench.gateway.Figure.STALLED_GROWTH;
import static my.kilat.bench.gateway.Figure.STALLED_P99;
import static my.kilat.bench.gateway.Figure.STORE_CPU;
import static my.kilat.bench.gateway.Figure.UP;
import static my.kilat.bench.gateway.Figure.UP_CPU;

import java.util.List;
import java.util.Locale;
import my.kilat.bench.gateway.peer.Peer;

/** The loads, in the order in which they are run. */
enum Row {
    BARE("32 keep-alive connections, route and forward, no token, no limiter", 1),
    FULL(
            "the same with an RS256 token, limiter, request id, security headers, CORS and metrics (nginx and HAProxy"
                    + " without them)",
            1),
    STORE(
            "full with the limits counted in a Redis beside it (RATE_LIMIT_STORE); Kilat alone, to be held against its full",
            1),
    MANY(
            "2,000 connections with one request a second each, beside full load on 16; p50 and p99 are theirs, from when"
                    + " each request was due",
            1.6),
    UPLOAD("1 MiB bodies up, 64 KiB answers down, 16 connections", 1.8),
    SOCKET(
            "2,000 WebSockets that send 10,000 frames a second of 20 B to 1 KB and get them back; a frame counts once for"
                    + " each direction",
            2.2),
    HALF("open loop at half of what the slowest can do on full load, latency from when each request was due", 1.1);

    private final String words;
    private final double loads;

    Row(String words, double loads) {
        this.words = words;
        this.loads = loads;
    }

    String words() {
        return words;
    }

    /** How long one measurement of one peer takes, in units of the length of a load. */
    double loads() {
        return loads;
    }

    /** What is measured, in columns. */
    List<Figure> figures() {
        return switch (this) {
            case BARE, FULL -> List.of(RATE, P50, P99, CPU);
            case STORE -> List.of(RATE, P50, P99, CPU, STORE_CPU);
            case MANY -> List.of(P50, P99, IDLE);
            case UPLOAD -> List.of(UP, UP_CPU, DOWN, SLOW_GROWTH);
            case SOCKET -> List.of(FRAME_CPU, P50, P99, STALLED_P99, STALLED_GROWTH);
            case HALF -> List.of(P50, P99, CPU);
        };
    }

    /** The figure that falls while a peer warms up. */
    Figure cost() {
        return switch (this) {
            case BARE, FULL, STORE, HALF -> CPU;
            case MANY -> P99;
            case UPLOAD -> UP_CPU;
            case SOCKET -> FRAME_CPU;
        };
    }

    /** Whether a peer is measured in it. */
    boolean concerns(Peer peer) {
        return this != STORE || peer == Peer.KILAT;
    }

    String title() {
        return this == HALF ? "half load" : name().toLowerCase(Locale.ROOT);
    }
}

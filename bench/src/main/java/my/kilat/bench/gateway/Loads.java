package my.kilat.bench.gateway;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import my.kilat.bench.BenchException;
import my.kilat.bench.gateway.peer.Peer;
import my.kilat.bench.gateway.peer.Server;
import my.kilat.bench.gateway.peer.Stage;
import my.kilat.bench.gateway.peer.Wrk;
import my.kilat.bench.traffic.Order;
import my.kilat.bench.traffic.Outcome;
import my.kilat.bench.traffic.Streams;
import my.kilat.bench.traffic.TrafficProcess;

/** Puts a load on a peer and reads what it costs. */
final class Loads {
    private static final String OPEN = "/api/v1/payments/5f0c6e1a-8f3b-4d53-9a53-0a4f5d0b7e21/checkout";
    private static final String GUARDED = "/api/v1/bookings/5f0c6e1a-8f3b-4d53-9a53-0a4f5d0b7e21";
    private static final String LONG = "/api/v1/bookings/long";
    private static final String UPLOAD = "/api/v1/tracking/upload";
    private static final String SOCKET = "/ws/tracking";

    private static final int CONNECTIONS = 32;
    private static final int FULL_LOAD_BESIDES = 16;
    private static final int MANY = 2_000;
    private static final int FRAMES = 10_000;
    private static final int STOPPED = 20;
    private static final int UPLOADS = 16;
    private static final long MIB = 1L << 20;
    private static final double KIB = 1024;
    private static final int FRACTION_OF_MOST = 2;

    private final Stage stage;
    private final TrafficProcess traffic;
    private final Wrk wrk;
    private final int seconds;
    private final Readings readings;
    /** Of each server before it ever had so many connections: memory that was once needed may be kept for the next. */
    private final Map<Server, Long> memoryBeforeTheMany = new HashMap<>();

    /** Requests a second on full load, where that row is not measured. */
    private final Map<Peer, Double> reached = new EnumMap<>(Peer.class);

    private long failed;

    Loads(Stage stage, TrafficProcess traffic, int seconds, Readings readings) {
        this.stage = stage;
        this.traffic = traffic;
        this.wrk = new Wrk(stage.wrkScript(), stage.token());
        this.seconds = seconds;
        this.readings = readings;
    }

    /** One measurement; empty when the peer has failed altogether, which the readings then say. */
    Map<Figure, Double> measure(Row row, Peer peer) {
        failed = 0;
        Map<Figure, Double> values;
        try {
            values = put(row, peer);
        } catch (BenchException e) {
            readings.failed(
                    row,
                    peer,
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("failed"));
            return Map.of();
        }
        if (failed > 0) {
            readings.failed(row, peer, failed + " requests or frames failed");
        }
        return values;
    }

    private Map<Figure, Double> put(Row row, Peer peer) {
        return switch (row) {
            case BARE -> requests(peer == Peer.ALONE ? stage.answers() : stage.bare(peer), OPEN);
            case FULL -> requests(answering(peer), GUARDED);
            case STORE -> store();
            case MANY -> many(answering(peer));
            case UPLOAD -> upload(peer);
            case SOCKET -> sockets(streaming(peer));
            case HALF -> half(answering(peer));
        };
    }

    private Server answering(Peer peer) {
        return peer == Peer.ALONE ? stage.answers() : stage.server(peer);
    }

    private Server streaming(Peer peer) {
        return peer == Peer.ALONE ? stage.streams() : stage.server(peer);
    }

    private Map<Figure, Double> requests(Server server, String path) {
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        long before = server.cpuMicros();
        Wrk.Result result = wrk.run(server.port(), path, CONNECTIONS, seconds, 0);
        values.put(Figure.CPU, (server.cpuMicros() - before) / (double) Math.max(1, result.requests()));
        values.put(Figure.RATE, result.rate());
        values.put(Figure.P50, result.p50Millis());
        values.put(Figure.P99, result.p99Millis());
        failed += result.failed();
        return values;
    }

    private Map<Figure, Double> store() {
        Server gateway = stage.withStore();
        long before = stage.store().cpuMicros();
        Map<Figure, Double> values = requests(gateway, GUARDED);
        double requests = values.getOrDefault(Figure.RATE, 0.0) * seconds;
        values.put(Figure.STORE_CPU, (stage.store().cpuMicros() - before) / Math.max(1, requests));
        return values;
    }

    private Map<Figure, Double> many(Server server) {
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        long before = memoryBeforeTheMany.computeIfAbsent(server, Server::residentBytes);
        // Everybody once, and then they rest.
        run(Order.requests(server.port(), MANY, MANY, 1, GUARDED, stage.token()));
        values.put(Figure.IDLE, (server.residentBytes() - before) / KIB / MANY);
        CompletableFuture<Wrk.Result> besides =
                async(() -> wrk.run(server.port(), GUARDED, FULL_LOAD_BESIDES, seconds + 2, 0));
        Outcome outcome = run(Order.requests(server.port(), MANY, MANY, seconds, GUARDED, stage.token()));
        failed += besides.join().failed();
        values.putAll(latency(outcome));
        traffic.run(Order.release());
        return values;
    }

    private Map<Figure, Double> upload(Peer peer) {
        Server server = streaming(peer);
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        long cpu = server.cpuMicros();
        Wrk.Result up = wrk.run(server.port(), UPLOAD, UPLOADS, shorter(), MIB);
        values.put(Figure.UP_CPU, (server.cpuMicros() - cpu) / 1e3 / Math.max(1, up.requests()));
        values.put(Figure.UP, up.rate());
        Wrk.Result down = wrk.run(answering(peer).port(), LONG, UPLOADS, shorter(), 0);
        values.put(Figure.DOWN, down.rate() / 16);
        failed += up.failed() + down.failed();
        long before = server.residentBytes();
        traffic.run(Order.uploads(
                server.port(), UPLOADS, seconds / 2.0, UPLOAD + "/" + Streams.SLOW, stage.token(), 32 * MIB));
        values.put(Figure.SLOW_GROWTH, (server.residentBytes() - before) / (double) MIB);
        traffic.run(Order.release());
        return values;
    }

    private Map<Figure, Double> sockets(Server server) {
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        // Opening costs more than a frame and is no part of this: what opens the sockets sends nothing to speak of.
        long cpu = server.cpuMicros();
        traffic.run(Order.sockets(server.port(), MANY, 10, 0.1, SOCKET, stage.token(), 0));
        traffic.run(Order.release());
        long opening = server.cpuMicros() - cpu;
        cpu = server.cpuMicros();
        Outcome all = run(Order.sockets(server.port(), MANY, FRAMES, seconds, SOCKET, stage.token(), 0));
        values.putAll(latency(all));
        values.put(Figure.FRAME_CPU, Math.max(0, server.cpuMicros() - cpu - opening) / (2.0 * Math.max(1, all.done())));
        traffic.run(Order.release());
        long before = server.residentBytes();
        Outcome stopped =
                run(Order.sockets(server.port(), MANY, FRAMES, seconds / 2.0, SOCKET, stage.token(), STOPPED));
        values.put(Figure.STALLED_P99, stopped.p99Micros() / 1e3);
        values.put(Figure.STALLED_GROWTH, (server.residentBytes() - before) / (double) MIB);
        traffic.run(Order.release());
        return values;
    }

    private Map<Figure, Double> half(Server server) {
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        int perSecond = halfOfTheLeast();
        long before = server.cpuMicros();
        Outcome outcome = run(Order.requests(server.port(), CONNECTIONS, perSecond, seconds, GUARDED, stage.token()));
        values.put(Figure.CPU, (server.cpuMicros() - before) / (double) Math.max(1, outcome.done()));
        values.putAll(latency(outcome));
        traffic.run(Order.release());
        return values;
    }

    private int shorter() {
        return Math.max(1, seconds / 2);
    }

    /** Half of what the slowest peer reaches on full load. */
    int halfOfTheLeast() {
        double least = stage.peers().stream()
                .mapToDouble(peer -> readings.median(Row.FULL, peer, Figure.RATE)
                        .orElseGet(() -> reached.computeIfAbsent(peer, this::reached)))
                .min()
                .orElseThrow();
        return Math.max(1, (int) least / FRACTION_OF_MOST);
    }

    private double reached(Peer peer) {
        return measure(Row.FULL, peer).getOrDefault(Figure.RATE, 0.0);
    }

    private Outcome run(Order order) {
        Outcome outcome = traffic.run(order);
        failed += outcome.failed();
        return outcome;
    }

    private static Map<Figure, Double> latency(Outcome outcome) {
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        values.put(Figure.P50, outcome.p50Micros() / 1e3);
        values.put(Figure.P99, outcome.p99Micros() / 1e3);
        return values;
    }

    private static <T> CompletableFuture<T> async(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }
}

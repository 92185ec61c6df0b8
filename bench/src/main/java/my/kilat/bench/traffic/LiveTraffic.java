package my.kilat.bench.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import my.kilat.bench.BenchException;
import org.HdrHistogram.Histogram;

/**
 * Runners who send positions at fixed times, and owners' sockets on which they come back, all through one server, the gateway or
 * the tracking service, and on one event loop. The time of a position counts from when it was due, whatever has become of the
 * earlier ones.
 */
public final class LiveTraffic implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int OPENED_AT_ONCE = 100;
    private static final int OPENING_SECONDS = 60;
    private static final int RESULT_SECONDS = 60;
    private static final int NANOS_TO_SETTLE = 500_000_000;

    private final Sockets sockets = new Sockets();
    private final int port;
    private final int socketsEach;
    private final List<Trail> trails = new ArrayList<>();

    /** Only on the event loop. */
    private Histogram micros = new Histogram(3);

    /**
     * What came of a load.
     *
     * @param answers the requests: from when each was due until its answer
     * @param frames the frames: from when the position was due until it had come
     * @param missing frames that did not come; a later position has taken their place
     */
    public record Seen(Outcome answers, Outcome frames, long missing) {}

    /**
     * Traffic for rides under way.
     *
     * @param port of the gateway or the tracking service, on 127.0.0.1
     * @param socketsEach how many sockets follow each ride
     */
    public LiveTraffic(int port, List<Followed> rides, int socketsEach) {
        this.port = port;
        this.socketsEach = socketsEach;
        for (Followed ride : rides) {
            trails.add(new Trail(ride, nanos -> micros.recordValue(Math.max(0, nanos) / 1_000)));
        }
        for (int i = 0; i < socketsEach; i++) {
            follow(rides);
        }
    }

    /** Opens a socket on each ride, some at a time: more requests than the gateway has places for would be refused. */
    private void follow(List<Followed> rides) {
        for (int from = 0; from < rides.size(); from += OPENED_AT_ONCE) {
            follow(rides, from, Math.min(rides.size(), from + OPENED_AT_ONCE));
        }
    }

    private void follow(List<Followed> rides, int from, int to) {
        CountDownLatch ready = new CountDownLatch(to - from);
        CompletableFuture<String> broken = new CompletableFuture<>();
        for (int i = from; i < to; i++) {
            Followed ride = rides.get(i);
            String target = "/ws/tracking/" + ride.booking() + "?token=" + ride.ownerToken();
            SocketCaller.Owner owner = trails.get(i).follower(ready::countDown, broken::complete);
            var _ = sockets.connect(port, new SocketCaller(owner, target, false));
        }
        try {
            if (!ready.await(OPENING_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchException(broken.getNow("the sockets do not open"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** Sends so many positions a second for a while. */
    public Seen send(int perSecond, double seconds) {
        Order order =
                Order.requests(port, Math.min(CONNECTIONS, Math.max(4, trails.size())), perSecond, seconds, "", "");
        Positions positions = new Positions(sockets, order, trails);
        sockets.loop().execute(() -> {
            micros = new Histogram(3);
            positions.start();
        });
        Outcome answers = positions
                .outcome
                .orTimeout((long) seconds + RESULT_SECONDS, TimeUnit.SECONDS)
                .join();
        if (!answers.error().isEmpty()) {
            throw new BenchException(answers.error());
        }
        CompletableFuture<Histogram> seen = new CompletableFuture<>();
        var _ = sockets.loop().schedule(() -> seen.complete(micros.copy()), NANOS_TO_SETTLE, TimeUnit.NANOSECONDS);
        Histogram frames = seen.join();
        positions.release();
        long expected = Math.round(perSecond * seconds) * socketsEach;
        return new Seen(answers, Outcome.of(frames, 0), expected - frames.getTotalCount());
    }

    /** A socket on one booking, for the frames of its status. */
    public StatusSocket statuses(Followed ride) {
        StatusSocket socket = new StatusSocket();
        var _ = sockets.connect(
                port,
                new SocketCaller(
                        socket, "/ws/tracking/" + ride.booking() + "?events=status&token=" + ride.ownerToken(), false));
        return socket;
    }

    /** Closes all sockets. */
    @Override
    public void close() {
        sockets.close();
    }
}

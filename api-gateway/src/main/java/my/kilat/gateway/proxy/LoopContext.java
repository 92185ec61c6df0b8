package my.kilat.gateway.proxy;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import my.kilat.gateway.limit.store.SharedCounters;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.HeadBuffer;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * One event loop and what its connections share: room to read and write heads in, idle upstream connections, the time,
 * randomness. Everything here is used by that loop's thread alone.
 */
final class LoopContext {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Room for an upstream's answer head; longer ones are broken. */
    static final int ANSWER_HEAD = 32 * 1024;

    private static final int ENCODERS = 4;

    final ProxyServer engine;
    final EventLoop eventLoop;
    final byte[] requestBytes;
    final byte[] answerBytes = new byte[ANSWER_HEAD];
    final RequestHead request = new RequestHead();
    final ResponseHead answer = new ResponseHead();
    /** For reading an answer of our own again, in HTTP/2. */
    final ResponseHead written = new ResponseHead();

    final HeadBuffer out = new HeadBuffer(32 * 1024);
    final TokenCache tokens;
    final ByteBudget byteBudget;
    /** Where limits are counted together with other gateways, or null. */
    final @Nullable SharedCounters shared;

    final AccessToken token = new AccessToken();

    private final IdentityHashMap<Instance, ArrayDeque<UpstreamConnection>> idle = new IdentityHashMap<>();
    private final ArrayDeque<GzipEncoder> encoders = new ArrayDeque<>();
    private final SplittableRandom random = new SplittableRandom();
    private @Nullable DeadlineHandler watched;
    private @Nullable DeadlineHandler cursor;
    private byte[] date = new byte[0];
    private long dateSecond;
    private long now = System.nanoTime();
    private boolean draining;

    LoopContext(ProxyServer engine, EventLoop eventLoop, long mostBuffered) {
        this.engine = engine;
        this.byteBudget = new ByteBudget(mostBuffered, () -> eventLoop.execute(this::relieve));
        this.eventLoop = eventLoop;
        this.requestBytes = new byte[engine.limits().header() + 1];
        this.tokens = new TokenCache(engine.tokens());
        this.shared = engine.sharedCounters(eventLoop);
        long tick = engine.timeouts().tick().toNanos();
        var _ = eventLoop.scheduleAtFixedRate(this::look, tick, tick, TimeUnit.NANOSECONDS);
    }

    /** The time now, in nanoseconds from no particular moment. */
    long tick() {
        now = System.nanoTime();
        return now;
    }

    /** The time as last read, at most a fraction of a second ago. */
    long now() {
        return now;
    }

    long random() {
        return random.nextLong();
    }

    /** The value of a Date header. */
    byte[] date() {
        long second = engine.clock().millis() / 1000;
        if (second != dateSecond) {
            dateSecond = second;
            date = Bytes.ascii(HTTP_DATE.format(Instant.ofEpochSecond(second)));
        }
        return date;
    }

    /** Whether the gateway is stopping, so that no connection is kept after its answer. */
    boolean draining() {
        return draining;
    }

    void watch(DeadlineHandler timed) {
        DeadlineHandler first = watched;
        timed.next = first;
        if (first != null) {
            first.previous = timed;
        }
        watched = timed;
    }

    void unwatch(DeadlineHandler timed) {
        DeadlineHandler before = timed.previous;
        DeadlineHandler after = timed.next;
        if (before != null) {
            before.next = after;
        } else if (Objects.equals(watched, timed)) {
            watched = after;
        } else {
            return;
        }
        if (after != null) {
            after.previous = before;
        }
        if (Objects.equals(cursor, timed)) {
            cursor = after;
        }
        timed.previous = null;
        timed.next = null;
    }

    /** Visits every watched connection; one visited may end others, which are then not visited. */
    private void visit(Consumer<DeadlineHandler> visitor) {
        cursor = watched;
        while (cursor != null) {
            DeadlineHandler timed = cursor;
            cursor = timed.next;
            visitor.accept(timed);
        }
    }

    private void look() {
        long moment = tick();
        visit(timed -> timed.look(moment));
    }

    /** Cuts off whoever has held most for longest, until there is room again. */
    private void relieve() {
        long moment = tick();
        byteBudget.relieved();
        while (byteBudget.isOverfull()) {
            DeadlineHandler worst = null;
            long most = 0;
            for (DeadlineHandler timed = watched; timed != null; timed = timed.next) {
                long burden = timed.burden(moment);
                if (burden > most) {
                    worst = timed;
                    most = burden;
                }
            }
            if (worst == null) {
                return;
            }
            worst.cutOff();
        }
    }

    /** Stops keeping connections: idle ones close now, busy ones after their answer, WebSockets with a close frame. */
    void drain() {
        draining = true;
        visit(DeadlineHandler::drain);
    }

    /** An idle connection to an instance, the one used last, or null. */
    @Nullable
    UpstreamConnection reuse(Instance instance) {
        ArrayDeque<UpstreamConnection> parked = idle.get(instance);
        return parked == null ? null : parked.pollLast();
    }

    /** Keeps a connection for the next request; false when enough are kept. */
    boolean park(UpstreamConnection connection) {
        ArrayDeque<UpstreamConnection> parked = idle.computeIfAbsent(connection.instance(), any -> new ArrayDeque<>());
        if (draining || parked.size() >= engine.limits().idleUpstreamConnections()) {
            return false;
        }
        parked.addLast(connection);
        return true;
    }

    /** A connection that was idle is no more. */
    void unpark(UpstreamConnection connection) {
        ArrayDeque<UpstreamConnection> parked = idle.get(connection.instance());
        if (parked != null) {
            parked.remove(connection);
            if (parked.isEmpty()) {
                idle.remove(connection.instance());
            }
        }
    }

    /** How many connections to upstreams are idle. */
    int idleUpstreamConnections() {
        int count = 0;
        for (ArrayDeque<UpstreamConnection> parked : idle.values()) {
            count += parked.size();
        }
        return count;
    }

    /** Something to compress an answer with. */
    GzipEncoder borrowGzip() {
        GzipEncoder known = encoders.pollLast();
        return known == null ? new GzipEncoder() : known.reset();
    }

    void giveBack(GzipEncoder gzip) {
        if (encoders.size() < ENCODERS) {
            encoders.addLast(gzip);
        } else {
            gzip.discard();
        }
    }

    /** Opens a connection to an instance for an exchange, which hears of it either way. */
    void connect(Exchange exchange, Instance instance, long number, int timeoutMillis) {
        UpstreamConnection connection = new UpstreamConnection(this, instance);
        engine.connector()
                .clone(eventLoop)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .handler(connection)
                .connect(instance.address())
                .addListener(future -> {
                    boolean wanted = exchange.is(number);
                    if (!future.isSuccess()) {
                        Throwable cause = future.cause();
                        if (wanted && cause != null) {
                            exchange.connectFailed(instance, cause);
                        }
                    } else if (wanted) {
                        exchange.connected(connection);
                    } else {
                        connection.abandon();
                    }
                });
    }
}

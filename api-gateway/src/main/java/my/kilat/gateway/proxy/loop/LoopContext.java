package my.kilat.gateway.proxy.loop;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import my.kilat.gateway.watch.Telemetry;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.HeadBuffer;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * One event loop and the state that its connections share: settings, buffers for heads, the connections with a deadline, the
 * time, randomness. Only that loop's thread uses it.
 */
public final class LoopContext {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** The size of the buffer for an upstream's response head; a longer head is invalid. */
    private static final int RESPONSE_HEAD = 32 * 1024;

    private static final int ENCODERS = 4;

    private final EventLoop eventLoop;
    private final Limits limits;
    private final Timeouts timeouts;
    private final Telemetry telemetry;
    private final InstantSource clock;
    private final byte[] requestBytes;
    private final byte[] responseBytes = new byte[RESPONSE_HEAD];
    private final RequestHead request = new RequestHead();
    private final ResponseHead response = new ResponseHead();
    private final ResponseHead written = new ResponseHead();
    private final HeadBuffer out = new HeadBuffer(32 * 1024);
    private final ByteBudget byteBudget;
    private final ArrayDeque<GzipEncoder> encoders = new ArrayDeque<>();
    private final SplittableRandom random = new SplittableRandom();
    private @Nullable DeadlineHandler watched;
    private @Nullable DeadlineHandler cursor;
    private byte[] date = new byte[0];
    private long dateSecond;
    private long now = System.nanoTime();
    private boolean draining;

    /**
     * The context of an event loop.
     *
     * @param mostBuffered how many bytes may be buffered for slow clients
     */
    public LoopContext(
            EventLoop eventLoop,
            Limits limits,
            Timeouts timeouts,
            Telemetry telemetry,
            InstantSource clock,
            long mostBuffered) {
        this.eventLoop = eventLoop;
        this.limits = limits;
        this.timeouts = timeouts;
        this.telemetry = telemetry;
        this.clock = clock;
        this.byteBudget = new ByteBudget(mostBuffered, () -> eventLoop.execute(this::relieve));
        this.requestBytes = new byte[limits.header() + 1];
        long tick = timeouts.tick().toNanos();
        var _ = eventLoop.scheduleAtFixedRate(this::look, tick, tick, TimeUnit.NANOSECONDS);
    }

    public EventLoop eventLoop() {
        return eventLoop;
    }

    public Limits limits() {
        return limits;
    }

    public Timeouts timeouts() {
        return timeouts;
    }

    public Telemetry telemetry() {
        return telemetry;
    }

    /** The buffer for the bytes of a request's head. */
    public byte[] requestBytes() {
        return requestBytes;
    }

    /** The head of the request that was parsed last. */
    public RequestHead request() {
        return request;
    }

    /** The buffer for the bytes of a response's head. */
    public byte[] responseBytes() {
        return responseBytes;
    }

    /** The head of the response that was parsed last. */
    public ResponseHead response() {
        return response;
    }

    /** For parsing a response of our own again, in HTTP/2. */
    public ResponseHead written() {
        return written;
    }

    /** The buffer in which heads are written. */
    public HeadBuffer out() {
        return out;
    }

    /** The bytes that are buffered for slow clients. */
    public ByteBudget byteBudget() {
        return byteBudget;
    }

    /** Whether the next request is logged even if it succeeds. */
    public boolean samples() {
        int perMille = telemetry.loggedPerMille();
        return perMille == 1000 || (perMille > 0 && Math.floorMod(random(), 1000) < perMille);
    }

    /** Reads the time, in nanoseconds from an arbitrary origin. */
    public long tick() {
        now = System.nanoTime();
        return now;
    }

    /** The time as last read, at most a fraction of a second ago. */
    public long now() {
        return now;
    }

    public long random() {
        return random.nextLong();
    }

    /** The value of a Date header. */
    public byte[] date() {
        long second = clock.millis() / 1000;
        if (second != dateSecond) {
            dateSecond = second;
            date = Bytes.ascii(HTTP_DATE.format(Instant.ofEpochSecond(second)));
        }
        return date;
    }

    /** Whether the gateway is stopping, so that no connection is kept after its response. */
    public boolean draining() {
        return draining;
    }

    public void watch(DeadlineHandler timed) {
        DeadlineHandler first = watched;
        timed.next = first;
        if (first != null) {
            first.previous = timed;
        }
        watched = timed;
    }

    public void unwatch(DeadlineHandler timed) {
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

    /** Visits every watched connection; a visitor may close others, which are then not visited. */
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

    /** Closes the connections that have buffered most for longest, until there is room again. */
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

    /** Stops keeping connections: idle ones are closed now, busy ones after their response, WebSockets with a close frame. */
    public void drain() {
        draining = true;
        visit(DeadlineHandler::drain);
    }

    /** Takes an encoder from the pool, or creates one. */
    public GzipEncoder borrowGzip() {
        GzipEncoder known = encoders.pollLast();
        return known == null ? new GzipEncoder() : known.reset();
    }

    public void giveBack(GzipEncoder gzip) {
        if (encoders.size() < ENCODERS) {
            encoders.addLast(gzip);
        } else {
            gzip.discard();
        }
    }
}

package my.kilat.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ConnectTimeoutException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import my.kilat.gateway.limit.Allowance;
import my.kilat.gateway.limit.Charges;
import my.kilat.gateway.limit.Quota;
import my.kilat.gateway.limit.store.SharedCounters;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.upstream.Upstream;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.Method;
import my.kilat.gateway.wire.Refusal;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.gateway.wire.ResponseHead;
import my.kilat.platform.net.Address;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. A client connection has one of these and uses it again for each of its requests; every
 * callback of an upstream connection or of the token check comes back here.
 */
final class Exchange implements SharedCounters.Asker {
    /** How far the answer has got. */
    private enum Answer {
        AWAITED,
        STREAMING,
        DONE
    }

    /** What the limiter has said. */
    enum Counting {
        NOT_YET,
        WITHIN,
        BEYOND,
        /** The store has not answered: this gateway counts for itself. */
        ALONE
    }

    /** What is known about the token of a request that had to be verified first. */
    enum Verdict {
        UNKNOWN,
        GOOD,
        BAD,
        /** The keys cannot be had now. */
        UNSURE
    }

    /** A refused body up to this length is read and dropped, so that its connection can be kept. */
    private static final long WORTH_DROPPING = 64 * 1024;

    final ClientConnection client;
    final LoopContext loop;
    final Quota quota = new Quota();
    private final Charges charges = new Charges();
    final AccessRecord accessRecord = new AccessRecord();

    Method method = Method.GET;
    boolean oldVersion;
    boolean closeAfter;
    byte[] requestId = new byte[0];
    int origin = Cors.NONE;
    boolean acceptsGzip;
    /** How far the limiter has got with it. */
    Counting counting = Counting.NOT_YET;
    /** Whether the user's other sockets were asked for a sign of life, to make room for this one. */
    boolean askedForRoom;

    OpenSockets.@Nullable Slot slot;
    Verdict verdict = Verdict.UNKNOWN;

    @Nullable
    Caller caller;

    Address address;

    private final Body body = new Body();
    private long bodyBytes;
    private boolean waitsForContinue;
    private boolean active;
    private Answer answer = Answer.DONE;
    private @Nullable Route route;
    private @Nullable Upstream upstream;
    private final InFlightSlot inFlightSlot = new InFlightSlot();
    private @Nullable Instance instance;
    private @Nullable UpstreamConnection connection;
    private @Nullable ByteBuf request;
    /** The body is put together here before anybody else hears of the request. */
    private boolean collecting;

    private boolean collected;
    private int bodyAt;
    /** The same head is read again, after something it had to wait for. */
    private boolean resumed;

    private boolean repeatable;
    private long answerTimeout;
    private long mostBody;
    private int attempts;
    private @Nullable Tunnel tunnel;
    private boolean wantsTunnel;

    Exchange(ClientConnection client) {
        this.client = client;
        this.loop = client.loop;
        this.address = client.peer;
    }

    /**
     * Begins with a request whose head has just been read; what is left in the buffer follows it.
     *
     * @return false when something has to be waited for first: the same head is to be handed in again
     */
    boolean begin(RequestHead head, ByteBuf rest) {
        if (!resumed) {
            caller = null;
            verdict = Verdict.UNKNOWN;
            counting = Counting.NOT_YET;
            askedForRoom = false;
            quota.clear();
            accessRecord.begin(loop.tick());
            client.pendingBytes.begin();
        }
        active = true;
        answer = Answer.AWAITED;
        method = head.method();
        oldVersion = head.oldVersion();
        closeAfter = head.close();
        route = null;
        attempts = 0;
        bodyBytes = 0;
        collecting = false;
        collected = false;
        wantsTunnel = false;
        waitsForContinue = head.expectsContinue();
        if (head.chunked()) {
            body.ofChunks();
        } else {
            body.ofLength(Math.max(0, head.contentLength()));
        }
        resumed = !loop.engine.admission().admit(this, head, rest);
        return !resumed;
    }

    /**
     * Sends the request on: at once when it is there whole; when its body is short enough, once that has come; and otherwise
     * from now on, bit by bit.
     */
    void forward(Route to, Upstream at, RequestHead head, ByteBuf rest, long mostBytes) {
        route = to;
        upstream = at;
        mostBody = mostBytes;
        int length = (int) Math.min(body.left(), Integer.MAX_VALUE);
        boolean whole = !body.isChunked() && length <= Buffers.SMALL && length <= rest.readableBytes();
        collecting = !whole && isWorthCollecting();
        if (!collecting && !enter(!whole)) {
            return;
        }
        boolean own = !to.answerTimeout().isZero();
        answerTimeout = (own ? to.answerTimeout() : at.settings().answerTimeout()).toNanos();
        wantsTunnel = to.socket() && head.upgradesToWebSocket();
        Instance chosen = collecting ? null : choose();
        if (!collecting && chosen == null) {
            return;
        }
        byte[] authority = chosen == null ? at.authority() : chosen.authority();
        RequestWriter.write(loop, this, head, authority, wantsTunnel);
        bodyAt = loop.out.length();
        ByteBuf written = loop.out.buffer(client.channel.alloc(), whole ? length : 0);
        if (whole && length > 0) {
            written.writeBytes(rest, length);
            body.took(length);
            bodyBytes = length;
        }
        request = Buffers.release(request);
        request = written;
        repeatable = method.repeatable() || RequestWriter.hasIdempotencyKey(head);
        if (!body.done() && waitsForContinue) {
            waitsForContinue = false;
            ResponseWriter.writeContinue(client);
        }
        if (chosen == null) {
            collected = true;
            client.takeBody();
        } else if (!loop.engine.admission().refusesRepeated(this, written, bodyAt)) {
            send(chosen);
        }
    }

    /** Whoever sends slowly takes nobody's place at an upstream meanwhile. */
    private boolean isWorthCollecting() {
        return body.left() <= loop.engine.limits().buffer() && loop.byteBudget.isRoomy();
    }

    /** One of the upstream's instances; the request is refused when there is none to ask. */
    private @Nullable Instance choose() {
        Upstream to = Objects.requireNonNull(upstream);
        Instance chosen = to.choose(loop.now(), null);
        if (chosen == null) {
            RetryAfter after = RetryAfter.nanos(to.availableIn(loop.now()));
            refuse(503, to.name() + " is unavailable; try again in a moment", after);
        }
        return chosen;
    }

    @Override
    public boolean waits(long number) {
        return is(number);
    }

    @Override
    public Charges charges() {
        return charges;
    }

    @Override
    public Quota quota() {
        return quota;
    }

    @Override
    public void counted(boolean within) {
        counting = within ? Counting.WITHIN : Counting.BEYOND;
        client.readAgain();
    }

    @Override
    public void notCounted() {
        counting = Counting.ALONE;
        client.readAgain();
    }

    /** The head that is held is read again after so many nanoseconds. */
    void readAgainIn(long nanos) {
        long number = accessRecord.number();
        var _ = loop.eventLoop.schedule(
                () -> {
                    if (is(number)) {
                        loop.tick();
                        client.readAgain();
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    /** Sends what is written so far. */
    private void send(Instance chosen) {
        repeatable &= body.done();
        aim(chosen);
        attempt(false);
    }

    /** Takes a place at the upstream; a request that is still coming has one apart, until it is complete. */
    private boolean enter(boolean upload) {
        Upstream to = Objects.requireNonNull(upstream);
        if (inFlightSlot.take(to, upload, loop.now())) {
            return true;
        }
        long wait = upload ? to.uploadsFreeIn(loop.now()) : to.placesFreeIn(loop.now());
        refuse(503, to.name() + " is busy; try again in a moment", RetryAfter.nanos(wait));
        return false;
    }

    private void aim(Instance chosen) {
        leaveInstance();
        instance = chosen;
        chosen.begin();
    }

    /** Sends what is written over an idle connection or a new one. */
    private void attempt(boolean fresh) {
        attempts++;
        Instance to = Objects.requireNonNull(instance);
        UpstreamConnection known = fresh ? null : loop.reuse(to);
        if (known != null) {
            connected(known);
        } else {
            int timeout = (int)
                    Objects.requireNonNull(upstream).settings().connectTimeout().toMillis();
            loop.connect(this, to, accessRecord.number(), timeout);
        }
    }

    void connected(UpstreamConnection to) {
        connection = to;
        ByteBuf written = Objects.requireNonNull(request);
        written.readerIndex(0);
        to.begin(this, written.retain());
        if (!repeatable) {
            request = Buffers.release(written);
        }
        if (body.done()) {
            to.awaitAnswer();
            client.takeNothing();
        } else {
            client.takeBody();
        }
    }

    void connectFailed(Instance to, Throwable cause) {
        to.failed(loop.tick());
        loop.engine.telemetry().upstreamFailed(upstreamName(), to, "connect");
        if (!tryAnother(to, Objects.requireNonNull(upstream).instances().size())) {
            boolean late = cause instanceof ConnectTimeoutException;
            refuse(
                    late ? 504 : 502,
                    upstreamName() + " cannot be reached",
                    RetryAfter.nanos(Objects.requireNonNull(upstream).availableIn(loop.now())));
        }
    }

    private boolean tryAnother(Instance not, int mostAttempts) {
        if (request == null || attempts >= Math.max(2, mostAttempts)) {
            return false;
        }
        Instance other = Objects.requireNonNull(upstream).choose(loop.now(), not);
        if (other == null || other == not) {
            return false;
        }
        loop.engine.telemetry().retried();
        aim(other);
        attempt(false);
        return true;
    }

    /** Bytes of the request's body have arrived. */
    void body(ByteBuf in) {
        if (collecting) {
            collect(in);
            return;
        }
        UpstreamConnection to = connection;
        if (to == null) {
            drop(in);
            return;
        }
        int bytes;
        while ((bytes = body.available(in)) > 0) {
            if (isTooLongWith(bytes)) {
                return;
            }
            if (body.isChunked()) {
                Buffers.writeChunk(to.channel(), in, bytes);
            } else {
                Buffers.writePart(to.channel(), in, bytes);
            }
            body.took(bytes);
        }
        if (body.broken()) {
            refuse(Refusal.CHUNK.status(), Refusal.CHUNK.error());
        } else if (body.done()) {
            // From now on it takes a place among those that are worked on.
            if (answer == Answer.AWAITED && !enter(false)) {
                return;
            }
            if (body.isChunked()) {
                Buffers.writeLastChunk(to.channel());
            }
            client.takeNothing();
            to.channel().flush();
            to.awaitAnswer();
        } else if (!to.writable()) {
            client.pause();
            to.flushStuck();
        }
    }

    /** Counts bytes of the body; refuses the request when they are too many. */
    private boolean isTooLongWith(int bytes) {
        bodyBytes += bytes;
        if (bodyBytes > mostBody) {
            refuseLarge(mostBody);
        }
        return bodyBytes > mostBody;
    }

    /** Puts a body together before the request is sent on. One that turns out to be long is sent on bit by bit after all. */
    private void collect(ByteBuf in) {
        ByteBuf into = Objects.requireNonNull(request);
        int bytes;
        while ((bytes = body.available(in)) > 0) {
            if (isTooLongWith(bytes)) {
                return;
            }
            if (body.isChunked()) {
                Buffers.appendChunk(into, in, bytes);
            } else {
                into.writeBytes(in, bytes);
            }
            body.took(bytes);
        }
        if (body.broken()) {
            refuse(Refusal.CHUNK.status(), Refusal.CHUNK.error());
            return;
        }
        boolean goesOn = into.readableBytes() > loop.engine.limits().buffer() || !loop.byteBudget.isRoomy();
        if (body.done() || goesOn) {
            collecting = false;
            client.takeNothing();
            if (body.done() && body.isChunked()) {
                Buffers.appendLastChunk(into);
            }
            if (body.done() && loop.engine.admission().refusesRepeated(this, into, bodyAt)) {
                return;
            }
            Instance chosen = enter(!body.done()) ? choose() : null;
            if (chosen != null) {
                send(chosen);
            }
        }
        client.settle();
    }

    void flushBody() {
        UpstreamConnection to = connection;
        if (to != null && !body.done()) {
            to.channel().flush();
            client.settle();
        }
    }

    /** How many bytes of the request are held here, on their way to the upstream. */
    long held() {
        UpstreamConnection to = connection;
        long unsent = to == null || body.done() ? 0 : PendingBytes.pending(to.channel());
        return collected ? unsent + Buffers.size(request) : unsent;
    }

    long bodyBytes() {
        return bodyBytes;
    }

    /** Bytes of a body that nobody wants. */
    void drop(ByteBuf in) {
        int bytes;
        while ((bytes = body.available(in)) > 0) {
            in.skipBytes(bytes);
            body.took(bytes);
            bodyBytes += bytes;
        }
        if (body.broken()) {
            in.skipBytes(in.readableBytes());
            client.closeNow();
        } else if (body.done()) {
            client.nextRequest(false);
        }
    }

    boolean takesMore() {
        Tunnel through = tunnel;
        if (through != null) {
            return through.upstreamWritable();
        }
        UpstreamConnection to = connection;
        return to == null || body.done() || to.writable();
    }

    /** The upstream has begun to answer. */
    void answered(ResponseHead head) {
        Objects.requireNonNull(instance).succeeded(loop.now());
        request = Buffers.release(request);
        answer = Answer.STREAMING;
        accessRecord.answered(head.status());
    }

    /** Whether the answer has to say that the connection closes behind it. */
    boolean closesAfterAnswer() {
        closeAfter |= oldVersion || loop.draining() || !body.done();
        return closeAfter;
    }

    boolean wantsTunnel() {
        return wantsTunnel;
    }

    boolean requestSent() {
        return body.done();
    }

    /** The upstream's answer is complete and written; its connection is no longer ours. */
    void completed() {
        connection = null;
        end();
        client.flush();
        if (!closeAfter) {
            client.nextRequest(false);
        } else if (body.done()) {
            client.closeAfterFlush();
        } else {
            client.closeLingering();
        }
    }

    /** The upstream broke off before its answer was complete. */
    void upstreamFailed(UpstreamConnection from, UpstreamFailure failure) {
        Instance asked = Objects.requireNonNull(instance);
        connection = null;
        if (!from.wasIdle() || failure != UpstreamFailure.CLOSED) {
            asked.failed(loop.tick());
        }
        loop.engine
                .telemetry()
                .upstreamFailed(upstreamName(), asked, failure.name().toLowerCase(Locale.ROOT));
        if (answer != Answer.AWAITED) {
            cut();
            return;
        }
        if (failure == UpstreamFailure.CLOSED
                && repeatable
                && !from.heardAnything()
                && request != null
                && attempts < 2) {
            Instance again = Objects.requireNonNull(upstream).choose(loop.now(), from.wasIdle() ? null : asked);
            if (again != null && (from.wasIdle() || again != asked)) {
                loop.engine.telemetry().retried();
                aim(again);
                attempt(true);
                return;
            }
        }
        String name = upstreamName();
        switch (failure) {
            case TIMEOUT -> refuse(504, name + " did not answer in time");
            case CLOSED -> refuse(502, name + " broke off before it answered");
            case BROKEN -> refuse(502, name + " answered something that is not HTTP");
        }
    }

    /** The bucket that the route has for its requests. */
    Allowance allowance() {
        Route to = route;
        return to == null ? Allowance.GENERAL : to.allowance();
    }

    private String upstreamName() {
        Route to = route;
        return to == null ? "upstream" : to.upstream();
    }

    /** Half an answer is out: the only honest thing left is to break the connection. */
    private void cut() {
        accessRecord.cut();
        end();
        client.flush();
        client.closeNow();
    }

    void refuseLarge(long most) {
        refuse(413, "the request body is larger than " + most + " bytes");
    }

    /** Answers in the upstream's stead with an error that no waiting mends. */
    void refuse(int status, String error) {
        refuse(status, error, RetryAfter.UNSAID);
    }

    /** Answers in the upstream's stead with an error. */
    void refuse(int status, String error, RetryAfter after) {
        if (answer != Answer.AWAITED) {
            cut();
            return;
        }
        boolean keep = !closeAfter && !loop.draining() && keepsBody();
        closeAfter = !keep;
        ResponseWriter.writeError(this, status, error, after);
        answeredHere(status, keep);
    }

    /** The answer is written here, without an upstream. */
    void answeredHere(int status, boolean keep) {
        accessRecord.answered(status);
        end();
        client.flush();
        if (keep) {
            client.nextRequest(!body.done());
        } else if (body.done()) {
            client.closeAfterFlush();
        } else {
            client.closeLingering();
        }
    }

    /** Whether the connection can be kept for all that is left of the request's body. */
    boolean keepsBody() {
        boolean brief = !body.isChunked() && body.left() <= WORTH_DROPPING && bodyBytes == 0;
        return body.done() || (brief && !waitsForContinue);
    }

    /** Answers bytes that are no request. */
    void refuseHead(Refusal refusal) {
        accessRecord.begin(loop.tick());
        active = true;
        answer = Answer.AWAITED;
        oldVersion = false;
        method = Method.GET;
        resumed = false;
        quota.clear();
        origin = Cors.NONE;
        caller = null;
        verdict = Verdict.UNKNOWN;
        requestId = RequestIds.fresh(loop);
        body.ofChunks();
        refuse(refusal.status(), refusal.error());
    }

    /** The caller took too long. */
    void refuseLate(String error) {
        if (!active) {
            refuseHead(new Refusal(408, error));
        } else {
            refuse(408, error);
        }
    }

    /** The gateway holds too much for slow callers, and for this one most. */
    void cutOff() {
        if (!active) {
            client.closeNow();
        } else if (answer == Answer.AWAITED) {
            refuse(
                    503,
                    "the gateway holds too much for slow callers; try again in a moment",
                    RetryAfter.in(loop.engine.timeouts().replyGrace()));
        } else {
            cut();
        }
    }

    /** The client takes its answer slowly: the work behind it is done, so its place at the upstream is for others. */
    void waitsForClient() {
        inFlightSlot.giveBack(loop.now());
    }

    Tunnel tunnel() {
        return Objects.requireNonNull(tunnel);
    }

    /** The upstream agreed to speak WebSocket. */
    void becomeTunnel(Tunnel through) {
        tunnel = through;
        if (slot != null) {
            slot.opened(through);
        }
        inFlightSlot.giveBack(loop.now());
        client.flush();
        client.becomeTunnel();
    }

    /** The client of a socket has sent something. */
    void heard(long now) {
        if (slot != null) {
            slot.heard(now);
        }
    }

    void clientWritable(boolean writable) {
        Tunnel through = tunnel;
        UpstreamConnection from = connection;
        if (!writable) {
            return;
        }
        if (through != null) {
            through.clientWritable();
        } else if (from != null) {
            from.resume();
        }
    }

    /** How long the upstream may take, in nanoseconds. */
    long answerTimeout() {
        return answerTimeout;
    }

    /** The client's connection is gone, or its request will never be complete. */
    void clientLeft() {
        if (active) {
            UpstreamConnection from = connection;
            connection = null;
            Tunnel through = tunnel;
            accessRecord.left();
            if (from != null) {
                from.abandon();
            }
            if (through != null) {
                through.ended();
            }
            end();
            client.closeNow();
        }
    }

    /** Gives back all that the request had. */
    private void end() {
        if (!active) {
            return;
        }
        active = false;
        UpstreamConnection from = connection;
        if (from != null) {
            connection = null;
            from.abandon();
        }
        answer = Answer.DONE;
        tunnel = null;
        request = Buffers.release(request);
        leaveInstance();
        inFlightSlot.giveBack(loop.now());
        resumed = false;
        OpenSockets.Slot left = slot;
        if (left != null) {
            slot = null;
            left.leave(loop.now());
        }
        loop.engine.telemetry().ended(this, route, loop.tick());
    }

    private void leaveInstance() {
        Instance left = instance;
        if (left != null) {
            instance = null;
            left.end();
        }
    }

    /** Whether this is still the request of that number: an answer to an earlier one is nobody's. */
    boolean is(long number) {
        return active && accessRecord.number() == number;
    }

    boolean isActive() {
        return active;
    }
}

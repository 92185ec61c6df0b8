package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ConnectTimeoutException;
import java.util.Locale;
import java.util.Objects;
import my.kilat.gateway.proxy.loop.Buffers;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.loop.PendingBytes;
import my.kilat.gateway.proxy.policy.RetryPolicy;
import my.kilat.gateway.proxy.policy.UpstreamFailure;
import my.kilat.gateway.proxy.upstream.ConnectionPool;
import my.kilat.gateway.proxy.upstream.ResponseHandler;
import my.kilat.gateway.proxy.upstream.ResponseSink;
import my.kilat.gateway.proxy.upstream.UpgradedStream;
import my.kilat.gateway.proxy.upstream.UpstreamConnection;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.upstream.Upstream;
import my.kilat.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * The call of a request to its upstream: its slot there, the instance and the connection in use, and the bytes that are kept
 * for a retry. A connection to an upstream reports here.
 */
final class UpstreamCall implements ResponseHandler {
    private final Exchange exchange;
    private final LoopContext loop;
    private final ConnectionPool pool;
    private final UpstreamTarget target;
    private @Nullable UpstreamConnection connection;
    /** Head and body as far as they were available; kept while a retry is possible. */
    private @Nullable ByteBuf request;

    private int bodyAt;
    private boolean collected;
    private boolean repeatable;
    private boolean upgrades;
    private long answerTimeout;
    private int attempts;

    UpstreamCall(Exchange exchange, LoopContext loop, ConnectionPool pool) {
        this.exchange = exchange;
        this.loop = loop;
        this.pool = pool;
        this.target = new UpstreamTarget(exchange, loop);
    }

    void begin() {
        attempts = 0;
        collected = false;
        upgrades = false;
    }

    /**
     * Sets the upstream.
     *
     * @param timeout the response timeout in nanoseconds
     * @param toSocket whether an upgrade to WebSocket is requested
     */
    void address(Upstream to, long timeout, boolean toSocket) {
        target.address(to);
        answerTimeout = timeout;
        upgrades = toSocket;
    }

    /** Keeps the bytes to send; takes the buffer. */
    void prepare(ByteBuf written, int bodyStart, boolean isRepeatable, boolean collects) {
        request = Buffers.release(request);
        request = written;
        bodyAt = bodyStart;
        repeatable = isRepeatable;
        collected = collects;
    }

    /** Head and body, while they are kept. */
    ByteBuf request() {
        return Objects.requireNonNull(request);
    }

    /** The index in {@link #request} at which the body begins. */
    int bodyAt() {
        return bodyAt;
    }

    boolean isConnected() {
        return connection != null;
    }

    /** The channel that the body is written to. */
    Channel channel() {
        return Objects.requireNonNull(connection).channel();
    }

    /** The upstream, and the request's slot there. */
    UpstreamTarget target() {
        return target;
    }

    /** Sends the prepared bytes. */
    void send(Instance chosen) {
        repeatable &= exchange.body().done();
        target.aim(chosen);
        attempt(false);
    }

    /** Sends the prepared bytes over an idle connection or a new one. */
    private void attempt(boolean fresh) {
        attempts++;
        Instance to = target.instance();
        UpstreamConnection known = fresh ? null : pool.reuse(to);
        if (known != null) {
            connected(known);
        } else {
            int timeout = (int) target.upstream().settings().connectTimeout().toMillis();
            pool.connect(this, to, exchange.number(), timeout);
        }
    }

    @Override
    public boolean isAt(long number) {
        return exchange.is(number);
    }

    @Override
    public void connected(UpstreamConnection to) {
        connection = to;
        ByteBuf written = request();
        written.readerIndex(0);
        to.begin(this, written.retain());
        if (!repeatable) {
            request = Buffers.release(written);
        }
        if (exchange.body().done()) {
            to.awaitAnswer();
            exchange.client().takeNothing();
        } else {
            exchange.client().takeBody();
        }
    }

    @Override
    public void connectFailed(Instance to, Throwable cause) {
        Upstream of = target.upstream();
        to.failed(loop.tick());
        loop.telemetry().upstreamFailed(of.name(), to, "connect");
        if (RetryPolicy.afterConnectFailure(
                request != null, attempts, of.instances().size())) {
            Instance other = of.choose(loop.now(), to);
            if (other != null && other != to) {
                again(other, false);
                return;
            }
        }
        int status = cause instanceof ConnectTimeoutException ? 504 : 502;
        exchange.refuse(status, of.name() + " cannot be reached", target.availableIn());
    }

    private void again(Instance other, boolean fresh) {
        loop.telemetry().retried();
        target.aim(other);
        attempt(fresh);
    }

    /** The body is complete and written. */
    void finishBody() {
        UpstreamConnection to = Objects.requireNonNull(connection);
        to.channel().flush();
        to.awaitAnswer();
    }

    /** Pauses the body until the upstream can take more of it. */
    void waitUntilWritable() {
        UpstreamConnection to = Objects.requireNonNull(connection);
        if (!to.writable()) {
            exchange.client().pause();
            to.flushStuck();
        }
    }

    /** Whether more of the body may be read. */
    boolean takesMore() {
        UpstreamConnection to = connection;
        return to == null || exchange.body().done() || to.writable();
    }

    /** How many bytes of the request are buffered here for the upstream. */
    long held() {
        UpstreamConnection to = connection;
        long unsent = to == null || exchange.body().done() ? 0 : PendingBytes.pending(to.channel());
        return collected ? unsent + Buffers.size(request) : unsent;
    }

    @Override
    public long answerTimeout() {
        return answerTimeout;
    }

    @Override
    public boolean requestSent() {
        return exchange.body().done();
    }

    @Override
    public boolean acceptsUpgrade() {
        return upgrades;
    }

    @Override
    public void requestMayGoOn() {
        exchange.client().takeMore();
    }

    @Override
    public ResponseSink sink() {
        return exchange.reply();
    }

    @Override
    public void answered(ResponseHead head) {
        target.instance().succeeded(loop.now());
        request = Buffers.release(request);
        exchange.answered(head);
    }

    /** The upstream has done its work, so its slot is released while the client reads the response. */
    @Override
    public void waitsForClient() {
        target.leaveSlot();
    }

    /** The client has room again. */
    void resume() {
        UpstreamConnection from = connection;
        if (from != null) {
            from.resume();
        }
    }

    @Override
    public UpgradedStream upgraded(ResponseHead head, UpstreamConnection from) {
        ResponseWriter.upgrade(exchange, head);
        answered(head);
        return exchange.openTunnel(from);
    }

    @Override
    public void startTunnel() {
        exchange.startTunnel();
    }

    @Override
    public void completed() {
        connection = null;
        exchange.reply().completed();
    }

    @Override
    public void failed(UpstreamConnection from, UpstreamFailure failure) {
        Instance asked = target.instance();
        Upstream of = target.upstream();
        connection = null;
        boolean staleConnection = from.wasIdle() && failure == UpstreamFailure.CLOSED;
        if (!staleConnection) {
            asked.failed(loop.tick());
        }
        loop.telemetry().upstreamFailed(of.name(), asked, failure.name().toLowerCase(Locale.ROOT));
        if (!exchange.reply().isAwaited()) {
            exchange.reply().cut();
            return;
        }
        boolean isSafe = repeatable && request != null && !from.heardAnything();
        if (RetryPolicy.afterBreak(failure, isSafe, attempts)) {
            Instance other = of.choose(loop.now(), from.wasIdle() ? null : asked);
            if (other != null && (from.wasIdle() || other != asked)) {
                again(other, true);
                return;
            }
        }
        switch (failure) {
            case TIMEOUT -> exchange.refuse(504, of.name() + " did not answer in time");
            case CLOSED -> exchange.refuse(502, of.name() + " broke off before it answered");
            case BROKEN -> exchange.refuse(502, of.name() + " answered something that is not HTTP");
        }
    }

    /** Releases all resources of the call. */
    void end() {
        UpstreamConnection from = connection;
        if (from != null) {
            connection = null;
            from.abandon();
        }
        request = Buffers.release(request);
        target.end();
    }
}

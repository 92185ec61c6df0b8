package my.kilat.gateway.proxy.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.Objects;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.policy.UpstreamFailure;
import my.kilat.gateway.upstream.Instance;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an upstream. It serves one request at a time and is kept for the next only if both the request and its
 * response are complete to the byte: remaining bytes would be taken for the response to another request.
 */
public final class UpstreamConnection extends ResponseReader {
    private final ConnectionPool pool;
    private final Instance instance;
    private @Nullable Channel channel;
    private boolean parked;
    private boolean wasIdle;

    UpstreamConnection(LoopContext loop, ConnectionPool pool, Instance instance) {
        super(loop);
        this.pool = pool;
        this.instance = instance;
    }

    /** The instance it is connected to. */
    public Instance instance() {
        return instance;
    }

    @Override
    public Channel channel() {
        return Objects.requireNonNull(channel);
    }

    @Override
    UpstreamConnection connection() {
        return this;
    }

    /** Whether it has served a request before: then a close may only mean that the upstream's idle timeout has expired. */
    public boolean wasIdle() {
        return wasIdle;
    }

    /** Whether the channel has room for more. */
    public boolean writable() {
        return channel().isWritable();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (state() != State.CLOSED) {
            loop().watch(this);
        }
    }

    /** Starts a request; the bytes written so far are sent at once. Takes the buffer. */
    public void begin(ResponseHandler next, ByteBuf request) {
        expect(next);
        parked = false;
        deadline = NEVER;
        Channel to = channel();
        var _ = to.writeAndFlush(request, to.voidPromise());
    }

    /** The request is complete, and the response timeout starts. */
    public void awaitAnswer() {
        deadline = loop().now() + handler().answerTimeout();
    }

    /** The request is blocked because the upstream does not read, and the response timeout starts. */
    public void flushStuck() {
        channel().flush();
        if (!writable()) {
            deadline = loop().tick() + handler().answerTimeout();
        }
    }

    /** The request abandons the connection, whatever its state. */
    public void abandon() {
        var _ = takeHandler();
        close();
    }

    @Override
    void fail(UpstreamFailure failure) {
        ResponseHandler served = takeHandler();
        close();
        if (served != null) {
            served.failed(this, failure);
        }
    }

    @Override
    void keepOrClose(boolean isReusable) {
        parked = isReusable && pool.park(this);
        if (parked) {
            wasIdle = true;
            deadline = loop().now() + instance.idleNanos();
        } else {
            close();
        }
    }

    @Override
    void close() {
        if (parked) {
            parked = false;
            pool.unpark(this);
        }
        closed();
        var _ = channel().close();
    }

    @Override
    protected void late(long now) {
        if (state() == State.IDLE) {
            close();
        } else if (state() == State.HEAD || state() == State.BODY) {
            fail(UpstreamFailure.TIMEOUT);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        arrived((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        ResponseHandler to = handlerIfAny();
        if (to != null && writable()) {
            if (state() != State.TUNNEL && !to.requestSent()) {
                deadline = NEVER;
            }
            to.requestMayGoOn();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            halfClosed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop().telemetry().broke(cause);
        var _ = context.close();
    }
}

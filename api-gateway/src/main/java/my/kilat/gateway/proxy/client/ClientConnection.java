package my.kilat.gateway.proxy.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import my.kilat.gateway.proxy.exchange.ExchangeContext;
import my.kilat.gateway.proxy.exchange.Peer;

/** A client's connection: its events besides incoming bytes, and how it is closed. */
public final class ClientConnection extends RequestReader {
    private boolean closing;

    /** Creates the handler of a connection that has just been opened. */
    public ClientConnection(ExchangeContext context, Channel channel, Peer peer) {
        super(context, channel, peer);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = loop().tick() + loop().timeouts().idle().toNanos();
        loop().watch(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        arrived((ByteBuf) message);
    }

    @Override
    public void closeAfterFlush() {
        if (!closing && reading() != Reading.CLOSED) {
            closing = true;
            takeLeftovers();
            deadline = loop().now() + loop().timeouts().write().toNanos();
            closeOnceSent();
        }
    }

    /**
     * The last response is written to a client that may still be sending. Closing at once would make its system discard the
     * response, so our half is closed first and incoming bytes are dropped for a moment.
     */
    @Override
    public void closeLingering() {
        if (closing || reading() == Reading.CLOSED) {
            return;
        }
        closing = true;
        takeLeftovers();
        deadline = loop().tick() + loop().timeouts().linger().toNanos();
        endOnceSent();
        resume();
    }

    @Override
    protected void drain() {
        if (isBetweenRequests()) {
            closeAfterFlush();
        } else if (reading() == Reading.TUNNEL) {
            exchange().tunnel().goAway();
        }
    }

    @Override
    protected void late(long now) {
        switch (reading()) {
            case HEAD -> {
                if (isBetweenRequests()) {
                    closeNow();
                } else {
                    exchange().refuseLate("the request header took too long");
                }
            }
            case BODY -> exchange().refuseLate("the request body took too long");
            case TUNNEL -> exchange().tunnel().idle();
            case DROPPED_BODY, LEFTOVERS, NOTHING, CLOSED -> closeNow();
        }
    }

    /** The event loop buffers too much for slow callers, and this one accounts for most. */
    @Override
    protected void cutOff() {
        loop().telemetry().cutOff();
        pendingBytes().end();
        exchange().cutOff();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        exchange().flushBody();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        boolean writable = writable();
        pendingBytes().writable(writable);
        exchange().clientWritable(writable);
        if (writable && reading() == Reading.HEAD) {
            resume();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded();
            switch (reading()) {
                case HEAD -> {
                    if (!holdsInput()) {
                        closeNow();
                    }
                }
                case DROPPED_BODY, LEFTOVERS -> closeNow();
                case BODY -> exchange().clientLeft();
                case TUNNEL -> exchange().tunnel().clientEnded();
                case NOTHING -> exchange().clientEnded();
                case CLOSED -> {}
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        super.channelInactive(context);
        closed();
    }
}

package my.kilat.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.platform.net.Address;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: finds the requests in its bytes and hands them, one after the other, to its {@link Exchange}.
 * What arrives while a request is being answered is held, and no more is read until the answer is out, so that a
 * connection never costs more than one read beyond what it is worth.
 */
final class ClientConnection extends DeadlineHandler {
    /** What the next bytes are taken for. */
    private enum Reading {
        HEAD,
        BODY,
        /** A body that nobody wants, from a caller who gets to keep the connection. */
        DROPPED_BODY,
        /** Nothing: they wait. */
        NOTHING,
        TUNNEL,
        /** What a refused caller still sends, until it has seen why. */
        LEFTOVERS,
        CLOSED
    }

    private static final int MOST_LEFTOVERS = 4 * 1024 * 1024;

    private final Exchange exchange;
    final LoopContext loop;
    final Address peer;
    final Channel channel;
    final byte[] peerText;
    final boolean trusted;
    final boolean secure;
    final PendingBytes pendingBytes;

    private Reading reading = Reading.HEAD;
    private @Nullable ByteBuf partialHead;
    private @Nullable ByteBuf held;
    private boolean paused;
    private boolean consuming;
    private boolean ended;
    private boolean closing;
    private int leftovers;
    private long bodySince;

    ClientConnection(LoopContext loop, Channel channel, Address peer, boolean secure) {
        this.loop = loop;
        this.channel = channel;
        this.peer = peer;
        this.secure = secure;
        this.peerText = Bytes.ascii(peer.text());
        this.trusted = loop.engine.trustedProxies().hold(peer);
        this.pendingBytes = new PendingBytes(loop, channel);
        this.exchange = new Exchange(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = loop.tick() + loop.engine.timeouts().idle().toNanos();
        loop.watch(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (held != null) {
            held = Buffers.join(channel.alloc(), held, in);
            pause();
        } else {
            consume(in);
        }
        if (partialHead != null || held != null || !pendingBytes.isEmpty()) {
            settle();
        }
    }

    /** Counts what this connection holds. */
    void settle() {
        pendingBytes.settle(Buffers.size(partialHead) + Buffers.size(held) + exchange.held());
    }

    /** Takes the bytes for what they are, as far as they go; owns the buffer. */
    private void consume(ByteBuf in) {
        consuming = true;
        ByteBuf rest = in;
        try {
            while (rest != null && rest.isReadable()) {
                switch (reading) {
                    case HEAD -> rest = channel.isWritable() ? head(rest) : hold(rest);
                    case BODY -> {
                        exchange.body(rest);
                        touchBody();
                    }
                    case DROPPED_BODY -> {
                        exchange.drop(rest);
                        touchBody();
                    }
                    case NOTHING -> rest = hold(rest);
                    case TUNNEL -> {
                        exchange.tunnel().fromClient(rest);
                        rest = null;
                    }
                    case LEFTOVERS -> dropLeftovers(rest);
                    case CLOSED -> rest.skipBytes(rest.readableBytes());
                }
            }
        } finally {
            if (rest != null) {
                rest.release();
            }
            consuming = false;
        }
        readOn();
    }

    /** Keeps bytes that nobody can take yet. */
    private @Nullable ByteBuf hold(ByteBuf in) {
        held = in;
        pause();
        return null;
    }

    /** Reads a head. Returns the buffer to go on with, or null when it was kept until more arrives. */
    private @Nullable ByteBuf head(ByteBuf in) {
        ByteBuf bytes = in;
        ByteBuf before = partialHead;
        if (before != null) {
            int seen = before.readableBytes();
            bytes = Buffers.join(channel.alloc(), before, in);
            partialHead = bytes;
            if (bytes.readableBytes() < loop.requestBytes.length && !Buffers.endsHead(bytes, seen)) {
                return null;
            }
        }
        int length = Math.min(bytes.readableBytes(), loop.requestBytes.length);
        bytes.getBytes(bytes.readerIndex(), loop.requestBytes, 0, length);
        RequestHead head = loop.request;
        RequestHead.Outcome outcome =
                head.read(loop.requestBytes, length, loop.engine.limits().header());
        if (outcome == RequestHead.Outcome.INCOMPLETE) {
            if (partialHead == null) {
                deadline = loop.tick() + loop.engine.timeouts().header().toNanos();
            }
            partialHead = bytes;
            return null;
        }
        partialHead = null;
        if (outcome == RequestHead.Outcome.REFUSED) {
            bytes.skipBytes(bytes.readableBytes());
            exchange.refuseHead(head.refusal());
            return bytes;
        }
        int start = bytes.readerIndex();
        bytes.skipBytes(head.length());
        deadline = NEVER;
        reading = Reading.NOTHING;
        bodySince = loop.now();
        if (!exchange.begin(head, bytes)) {
            // Its token is being verified: the head is read again once that is known.
            bytes.readerIndex(start);
        }
        return bytes;
    }

    /** A body has until its next part is due, until as much of it has come as has to by then, and until it is late as a whole. */
    private void touchBody() {
        if (reading == Reading.BODY || reading == Reading.DROPPED_BODY) {
            Timeouts timeouts = loop.engine.timeouts();
            long pause = loop.now() + timeouts.bodyPause().toNanos();
            long rate = loop.engine.limits().bodyRate();
            long whole = Math.min(
                    timeouts.body().toNanos(), PendingBytes.allowed(timeouts.bodyPause(), exchange.bodyBytes(), rate));
            deadline = Math.min(pause, bodySince + whole);
        }
    }

    /** The next bytes are the request's body. */
    void takeBody() {
        reading = Reading.BODY;
        touchBody();
        resume();
    }

    /** The next bytes wait. */
    void takeNothing() {
        if (reading != Reading.CLOSED) {
            reading = Reading.NOTHING;
            deadline = NEVER;
        }
    }

    /** The head that is held is to be read again. */
    void readAgain() {
        if (reading == Reading.NOTHING) {
            reading = Reading.HEAD;
            resume();
        }
    }

    /** From here on bytes pass through unread. */
    void becomeTunnel() {
        reading = Reading.TUNNEL;
        resume();
    }

    /** The answer is written; the next request may come, after what is left of a body nobody wanted. */
    void nextRequest(boolean bodyLeft) {
        if (reading == Reading.CLOSED) {
            return;
        }
        long now = loop.now();
        if (bodyLeft) {
            reading = Reading.DROPPED_BODY;
            bodySince = now;
            touchBody();
        } else {
            reading = Reading.HEAD;
            deadline = now + loop.engine.timeouts().idle().toNanos();
            if ((ended && held == null) || (loop.draining() && held == null)) {
                closeAfterFlush();
                return;
            }
        }
        if (!consuming) {
            resume();
        }
    }

    /** Lets what is held be taken, then reads on. */
    private void resume() {
        if (consuming) {
            return;
        }
        ByteBuf waiting = held;
        if (waiting != null) {
            held = null;
            consume(waiting);
        }
        readOn();
        if (ended && held == null && reading == Reading.HEAD) {
            closeAfterFlush();
        }
    }

    /** Reads from the network again, if that was paused and there is room now. */
    private void readOn() {
        if (paused && held == null && reading != Reading.CLOSED && exchange.takesMore()) {
            paused = false;
            channel.config().setAutoRead(true);
        }
    }

    /** Whoever takes the bytes is ready for more. */
    void takeMore() {
        if (reading == Reading.BODY || reading == Reading.TUNNEL) {
            resume();
        }
    }

    void pause() {
        if (!paused) {
            paused = true;
            channel.config().setAutoRead(false);
        }
    }

    /** Writes without flushing; takes the buffer. */
    void write(ByteBuf buffer) {
        pendingBytes.wrote(buffer.readableBytes());
        Buffers.write(channel, buffer);
    }

    void flush() {
        channel.flush();
        settle();
    }

    boolean writable() {
        return channel.isWritable();
    }

    /** The last answer is written: it goes out, then the connection closes. */
    void closeAfterFlush() {
        if (!closing && reading != Reading.CLOSED) {
            closing = true;
            reading = Reading.LEFTOVERS;
            deadline = loop.now() + loop.engine.timeouts().write().toNanos();
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /**
     * The last answer is written to a caller who may still be sending: closing at once would make its system throw
     * the answer away, so our half is closed first and what still comes is dropped for a moment.
     */
    void closeLingering() {
        if (closing || reading == Reading.CLOSED) {
            return;
        }
        closing = true;
        reading = Reading.LEFTOVERS;
        deadline = loop.tick() + loop.engine.timeouts().linger().toNanos();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(future -> {
            if (!ended && future.isSuccess()) {
                Buffers.end(channel);
            } else {
                var _ = channel.close();
            }
        });
        resume();
    }

    private void dropLeftovers(ByteBuf in) {
        leftovers += in.readableBytes();
        in.skipBytes(in.readableBytes());
        if (leftovers > MOST_LEFTOVERS) {
            closeNow();
        }
    }

    /** The connection ends here, in the middle of whatever it was. */
    void closeNow() {
        var _ = channel.close();
    }

    @Override
    void drain() {
        if (reading == Reading.HEAD && partialHead == null) {
            closeAfterFlush();
        } else if (reading == Reading.TUNNEL) {
            exchange.tunnel().goAway();
        }
    }

    @Override
    void late(long now) {
        switch (reading) {
            case HEAD -> {
                if (partialHead == null) {
                    var _ = channel.close();
                } else {
                    exchange.refuseLate("the request header took too long");
                }
            }
            case BODY -> exchange.refuseLate("the request body took too long");
            case TUNNEL -> exchange.tunnel().idle();
            case DROPPED_BODY, LEFTOVERS, NOTHING, CLOSED -> {
                var _ = channel.close();
            }
        }
    }

    /** Besides the deadline: a caller that does not take what it asked for. */
    @Override
    void look(long now) {
        super.look(now);
        if (!pendingBytes.isEmpty()) {
            settle();
            if (pendingBytes.isTooSlow(now)) {
                loop.engine.telemetry().tooSlow();
                closeNow();
            }
        }
    }

    @Override
    long burden(long now) {
        return pendingBytes.burden(now);
    }

    /** Too much is held for slow callers, and for this one most. */
    @Override
    void cutOff() {
        loop.engine.telemetry().cutOff();
        pendingBytes.end();
        exchange.cutOff();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        exchange.flushBody();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        boolean writable = channel.isWritable();
        pendingBytes.writable(writable);
        exchange.clientWritable(writable);
        if (writable && reading == Reading.HEAD) {
            resume();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ended = true;
            switch (reading) {
                case HEAD -> {
                    if (held == null) {
                        var _ = channel.close();
                    }
                }
                case DROPPED_BODY, LEFTOVERS -> {
                    var _ = channel.close();
                }
                case BODY -> exchange.clientLeft();
                case TUNNEL -> exchange.tunnel().clientEnded();
                // It may only have closed its half, and still wants its answer.
                case NOTHING, CLOSED -> {}
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        reading = Reading.CLOSED;
        ended = true;
        loop.unwatch(this);
        pendingBytes.end();
        exchange.clientLeft();
        held = Buffers.release(held);
        partialHead = Buffers.release(partialHead);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop.engine.telemetry().broke(cause);
        var _ = context.close();
    }
}

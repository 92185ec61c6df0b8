package my.kilat.gateway.proxy.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import my.kilat.gateway.proxy.exchange.ClientLink;
import my.kilat.gateway.proxy.exchange.Peer;
import my.kilat.gateway.proxy.loop.Buffers;
import my.kilat.gateway.proxy.loop.DeadlineHandler;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.loop.PendingBytes;
import org.jspecify.annotations.Nullable;

/** The channel of a client: bytes that were read and have to wait, bytes that are written, and how many of both are held. */
abstract class ClientChannel extends DeadlineHandler implements ClientLink {
    private final LoopContext loop;
    private final Channel channel;
    private final Peer peer;
    private final PendingBytes pendingBytes;
    private @Nullable ByteBuf held;
    private boolean paused;

    ClientChannel(LoopContext loop, Channel channel, Peer peer) {
        this.loop = loop;
        this.channel = channel;
        this.peer = peer;
        this.pendingBytes = new PendingBytes(loop, channel);
    }

    final LoopContext loop() {
        return loop;
    }

    @Override
    public final Peer peer() {
        return peer;
    }

    @Override
    public final Channel channel() {
        return channel;
    }

    @Override
    public final PendingBytes pendingBytes() {
        return pendingBytes;
    }

    @Override
    public final void expireAt(long nanos) {
        deadline = nanos;
    }

    /** Buffers bytes that cannot be processed yet, after those that are buffered already. */
    final void hold(ByteBuf in) {
        ByteBuf before = held;
        held = before == null ? in : Buffers.join(channel.alloc(), before, in);
        pause();
    }

    final boolean holdsInput() {
        return held != null;
    }

    /** Returns the buffered bytes, which the caller owns from here on. */
    final @Nullable ByteBuf takeInput() {
        ByteBuf all = held;
        held = null;
        return all;
    }

    /** The memory that the buffered bytes occupy. */
    final int inputSize() {
        return Buffers.size(held);
    }

    @Override
    public final void pause() {
        if (!paused) {
            paused = true;
            channel.config().setAutoRead(false);
        }
    }

    final boolean isPaused() {
        return paused;
    }

    /** Resumes reading from the network. */
    final void unpause() {
        paused = false;
        channel.config().setAutoRead(true);
    }

    @Override
    public final void write(ByteBuf buffer) {
        pendingBytes.wrote(buffer.readableBytes());
        Buffers.write(channel, buffer);
    }

    @Override
    public final void flush() {
        channel.flush();
        settle();
    }

    @Override
    public final boolean writable() {
        return channel.isWritable();
    }

    @Override
    public final void closeNow() {
        var _ = channel.close();
    }

    /** Flushes pending writes, then closes. */
    final void closeOnceSent() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Flushes pending writes, then closes our half; the whole connection if the client has closed its half. */
    final void endOnceSent() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(future -> {
            if (!hasEnded() && future.isSuccess()) {
                Buffers.end(channel);
            } else {
                closeNow();
            }
        });
    }

    /** Also checks, besides the deadline, whether the client reads its response too slowly. */
    @Override
    protected final void look(long now) {
        super.look(now);
        if (!pendingBytes.isEmpty()) {
            settle();
            if (pendingBytes.isTooSlow(now)) {
                loop.telemetry().tooSlow();
                closeNow();
            }
        }
    }

    @Override
    protected final long burden(long now) {
        return pendingBytes.burden(now);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.unwatch(this);
        pendingBytes.end();
        held = Buffers.release(held);
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop.telemetry().broke(cause);
        closeNow();
    }
}

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

/** The channel of a client: what was read and has to wait, what is written, and how much of both is held. */
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

    /** Keeps bytes that nobody can take yet, behind those that are kept already. */
    final void hold(ByteBuf in) {
        ByteBuf before = held;
        held = before == null ? in : Buffers.join(channel.alloc(), before, in);
        pause();
    }

    final boolean holdsInput() {
        return held != null;
    }

    /** The bytes that were kept; the caller owns them from here on. */
    final @Nullable ByteBuf takeInput() {
        ByteBuf all = held;
        held = null;
        return all;
    }

    /** How much memory the kept bytes take. */
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

    /** Reads from the network again. */
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

    /** Sends what is written, then closes. */
    final void closeOnceSent() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Sends what is written, then closes our half; the whole where the client has closed its own. */
    final void endOnceSent() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(future -> {
            if (!hasEnded() && future.isSuccess()) {
                Buffers.end(channel);
            } else {
                closeNow();
            }
        });
    }

    /** Whether the client sends no more. */
    abstract boolean hasEnded();

    /** Besides the deadline: a client that does not take what it asked for. */
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

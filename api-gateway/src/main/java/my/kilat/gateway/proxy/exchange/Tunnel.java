package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import my.kilat.gateway.proxy.loop.Buffers;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.policy.OpenSockets;
import my.kilat.gateway.proxy.upstream.UpgradedStream;
import my.kilat.gateway.proxy.upstream.UpstreamConnection;

/**
 * A proxied WebSocket. Bytes pass unparsed in both directions, no faster than the other side reads them; when one side closes
 * its half, the other side's half is closed after everything before it has arrived, so close frames with their codes get
 * through. Only the frame boundaries from the upstream are tracked, to insert a close frame of our own.
 */
public final class Tunnel implements UpgradedStream, OpenSockets.Socket {
    /** A close frame with status 1001, "going away": clients reconnect, and reach another gateway. */
    private static final byte[] GOING_AWAY = {(byte) 0x88, 2, 0x03, (byte) 0xe9};
    /** A close frame with status 1008, "policy": the user has too many sockets, and this one did not answer a ping. */
    private static final byte[] DISPLACED = {(byte) 0x88, 2, 0x03, (byte) 0xf0};
    /** A ping without content, which every client answers by itself. */
    private static final byte[] PING = {(byte) 0x89, 0};

    private static final int SYSTEM_BUFFER = 64 * 1024;

    private final Exchange exchange;
    private final ClientLink client;
    private final LoopContext loop;
    private final UpstreamConnection upstreamConnection;
    private final Channel upstream;
    private final FrameTracker edges = new FrameTracker();
    private boolean clientEnded;
    private boolean upstreamEnded;
    private boolean goingAway;
    private boolean over;
    private boolean upstreamPaused;
    private boolean pingDue;

    Tunnel(Exchange exchange, UpstreamConnection upstream) {
        this.exchange = exchange;
        this.client = exchange.client();
        this.loop = exchange.loop();
        this.upstreamConnection = upstream;
        this.upstream = upstream.channel();
        keepLittleInTheSystem(client.channel(), this.upstream);
        touch();
    }

    /**
     * By default the system grows its socket buffers to megabytes: many thousand frames, of which a client that stops reading
     * would later get the oldest, long after the service could have skipped some.
     */
    private static void keepLittleInTheSystem(Channel client, Channel upstream) {
        client.config().setOption(ChannelOption.SO_SNDBUF, SYSTEM_BUFFER);
        upstream.config().setOption(ChannelOption.SO_RCVBUF, SYSTEM_BUFFER);
    }

    private void touch() {
        client.expireAt(loop.now() + loop.timeouts().socketIdle().toNanos());
    }

    boolean upstreamWritable() {
        return upstream.isWritable();
    }

    public void fromClient(ByteBuf in) {
        long now = loop.tick();
        touch();
        exchange.heard(now);
        if (goingAway) {
            in.release();
            return;
        }
        Buffers.write(upstream, in);
        upstream.flush();
        if (!upstream.isWritable()) {
            client.pause();
        }
    }

    @Override
    public void fromUpstream(ByteBuf in) {
        loop.tick();
        touch();
        if (goingAway) {
            in.release();
            return;
        }
        edges.pass(in);
        client.write(in);
        if (pingDue) {
            askForLife();
        }
    }

    /** Pings the client at the next frame boundary. */
    @Override
    public void askForLife() {
        pingDue = !edges.betweenFrames();
        if (!pingDue && !goingAway && !over) {
            client.write(Unpooled.wrappedBuffer(PING));
            client.flush();
        }
    }

    @Override
    public void flushToClient() {
        client.flush();
        if (!client.writable() && !upstreamPaused) {
            upstreamPaused = true;
            upstream.config().setAutoRead(false);
        }
    }

    void clientWritable() {
        client.pendingBytes().begin();
        if (upstreamPaused) {
            upstreamPaused = false;
            upstream.config().setAutoRead(true);
        }
    }

    public void clientEnded() {
        clientEnded = true;
        if (upstreamEnded || goingAway) {
            finish();
        } else {
            endAfterFlush(upstream);
        }
    }

    @Override
    public void upstreamEnded() {
        upstreamEnded = true;
        if (clientEnded) {
            finish();
        } else {
            endAfterFlush(client.channel());
        }
    }

    @Override
    public void upstreamGone() {
        if (!over) {
            upstreamEnded = true;
            finish();
        }
    }

    private static void endAfterFlush(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(future -> {
            if (future.isSuccess()) {
                Buffers.end(channel);
            } else {
                var _ = channel.close();
            }
        });
    }

    /** Both halves are closed: pending writes are flushed, then both connections are closed. */
    private void finish() {
        client.channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Nothing was transferred for too long. */
    public void idle() {
        client.closeNow();
    }

    /** The gateway stops: the client gets a close frame at a frame boundary, then both sides are closed. */
    public void goAway() {
        closeWith(GOING_AWAY);
    }

    /** Another socket of the same user replaces it. */
    @Override
    public void displaced() {
        closeWith(DISPLACED);
    }

    private void closeWith(byte[] frame) {
        if (goingAway || over) {
            return;
        }
        if (!edges.betweenFrames()) {
            client.closeNow();
            return;
        }
        goingAway = true;
        client.write(Unpooled.wrappedBuffer(frame));
        client.flush();
        endAfterFlush(client.channel());
        client.expireAt(loop.tick() + loop.timeouts().linger().toNanos());
    }

    /** The client's connection is closed. */
    void ended() {
        over = true;
        upstreamConnection.abandon();
    }
}
